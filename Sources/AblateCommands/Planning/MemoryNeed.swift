internal import Datasets
internal import Diagnostics
internal import Engine
internal import Foundation
internal import Specification
internal import Training

/// Whether the networks that are trained at a time can fit into memory.
struct MemoryNeed {
  /// Bytes that the largest network takes at least.
  private(set) var byteCount = 0
  /// How many are trained at a time.
  let workers: Int

  /// - Parameters:
  ///   - trials: Those that are to be trained.
  ///   - workers: How many may be trained at a time.
  ///   - library: Asked for descriptions of data sets alone.
  /// - Throws: When a data set's description needs files that are not there.
  init(
    _ trials: [TrialSpecification], workers: Int, _ library: DatasetLibrary
  ) throws {
    self.workers = max(1, min(workers, trials.count))
    var seen: Set<Case> = []
    var last: Case?
    for trial in trials {
      let network = Case(trial)
      guard network != last, seen.insert(network).inserted else { continue }
      last = network
      var diagnostics = DiagnosticList()
      let layout = NetworkLayout.infer(
        for: trial, data: try NetworkCheck.description(of: trial.data, library), into: &diagnostics)
      byteCount = max(byteCount, layout?.leastByteCount ?? 0)
    }
  }

  /// What decides how much a network takes.
  private struct Case: Hashable {
    var network: NetworkCheck.Case
    /// What the optimizer keeps of each weight.
    var states: Int

    init(_ trial: TrialSpecification) {
      network = NetworkCheck.Case(trial)
      states = OptimizerRegistry.make(trial.training.optimizer).states
    }
  }

  init(byteCount: Int, workers: Int) {
    (self.byteCount, self.workers) = (byteCount, workers)
  }

  /// What is missing.
  ///
  /// - Parameter memory: The machine's, in bytes.
  /// - Returns: A sentence without its end; `nil` when the memory is enough.
  func shortage(memory: UInt64 = ProcessInfo.processInfo.physicalMemory) -> String? {
    let (most, each) = (Int(clamping: memory), byteCount)
    guard each * workers > most else { return nil }
    let need = "training takes at least \(Self.gigabytes(each * workers)) of memory"
    let all = workers == 1 ? need : "\(need) with \(workers) workers"
    let fitting = most / max(1, each)
    return "\(all), and this machine has \(Self.gigabytes(most))"
      + (fitting > 0 ? "; --jobs \(fitting) would fit" : "")
  }

  private static func gigabytes(_ bytes: Int) -> String {
    let tenths = (bytes + 50_000_000) / 100_000_000
    return "\((tenths / 10).grouped).\(tenths % 10) GB"
  }
}
