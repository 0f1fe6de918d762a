internal import Catalog
internal import Datasets
internal import Diagnostics
internal import Engine
internal import Foundation
internal import Records
internal import Reporting
internal import Specification

/// What a lock says about where results come from.
enum ResultOrigin {
  /// The origin of results that this program makes now.
  ///
  /// - Parameters:
  ///   - experiment: As it was run.
  ///   - library: Has the data.
  ///   - store: Says whether its trials come from machines that differ.
  ///   - restrictions: What the command line changed in the file.
  /// - Returns: What the lock says of them.
  /// - Throws: `DatasetError` when the data cannot be read.
  static func make(
    for experiment: Experiment, _ library: DatasetLibrary, _ store: TrialStore,
    _ restrictions: Restrictions
  ) throws -> ResultLock.Origin {
    var known: Set<String> = []
    var last: DataSpecification?
    var data: [ResultLock.Data] = []
    for variant in experiment.variants {
      for candidate in variant.candidates {
        let declared = candidate.trial.data
        if declared == last { continue }
        last = declared
        guard known.insert(declared.selectionDigest).inserted else { continue }
        let dataset = try library.dataset(for: declared)
        let testSet = TestSet(
          digest: dataset.testDigest, count: dataset.test.count,
          classNames: experiment.report.confusion ? dataset.description.classNames : [])
        data.append(
          ResultLock.Data(
            name: declared.dataset.name, selection: declared.selectionDigest,
            digest: dataset.digest, testSet: testSet))
      }
    }
    return ResultLock.Origin(
      name: experiment.name, file: URL(filePath: experiment.file.name).lastPathComponent,
      experimentDigest: experiment.digest, numericsVersion: Numerics.version,
      overrides: restrictions.overrides, only: restrictions.only, data: data,
      mixture: try store.mixture())
  }
}

/// What the command line changes in an experiment file.
struct Restrictions: Equatable {
  /// The values of `--set`.
  var overrides: [String] = []
  /// The values of `--only`.
  var only: [String] = []

  var areEmpty: Bool { overrides.isEmpty && only.isEmpty }
}

extension Restrictions {
  init(_ arguments: ParsedArguments) {
    overrides = arguments.values(of: SharedOptions.set)
    only = arguments.values(of: SharedOptions.only)
  }
}
