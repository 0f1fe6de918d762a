internal import Datasets
internal import Engine
internal import Foundation
internal import Records
internal import Specification
internal import Training

/// The trial that every shard of an experiment trains, so that their machines can be compared.
///
/// It is the first trial of the search cut down to one epoch of a few batches, without a validation
/// part: the experiment's own network, loss, optimizer and data, in a moment.
enum Canary {
  /// The number of batches.
  private static let batches = 4

  /// The common trial of an experiment.
  ///
  /// - Throws: `DatasetError` when the data cannot be read.
  static func trial(
    of experiment: Experiment, _ library: DatasetLibrary
  ) throws -> TrialSpecification? {
    guard let first = experiment.variants.first?.candidates.first else { return nil }
    let seed = experiment.seeds.first ?? 1
    var trial = first.trial(seed: seed)
    let dataset = try library.dataset(for: trial.data)
    let batch = trial.training.batchSize
    trial.data.limitTraining = min(dataset.training.count, batches * batch)
    trial.data.limitTest = min(dataset.test.count, batch)
    trial.data.validation = .none
    trial.training.epochs = 1
    return trial
  }

  /// Trains the common trial, unless the store has what it came to on this machine.
  ///
  /// - Throws: When the store cannot be read or written, or the data not be read.
  static func settle(
    _ experiment: Experiment, _ library: DatasetLibrary, _ store: TrialStore
  ) throws {
    guard let trial = try trial(of: experiment, library) else { return }
    let dataset = try library.dataset(for: trial.data)
    let id = TrialIdentity.id(
      of: trial, dataDigest: dataset.digest, numericsVersion: Numerics.version)
    let machine = self.machine
    if try store.canaries().contains(where: { $0.trial == id && $0.machine == machine }) { return }
    let policy = RunPolicy(evaluateTrain: .last)
    let runner = TrialRunner(trial: trial, id: id, policy: policy, dataset: dataset)
    guard let outcome = runner.run(isCancelled: { false }, progress: { _ in }) else { return }
    try store.save(
      CanaryRecord(
        trial: id, recordDigest: outcome.record.digest, sealedDigest: outcome.sealed.digest,
        machine: machine))
  }

  /// What bits may depend on, as far as it can be known.
  static var machine: CanaryRecord.Machine {
    CanaryRecord.Machine([
      (name: "processor", value: Processor.model ?? "unknown"),
      (
        name: "instruction sets compiled for",
        value: Processor.builtFor.names.joined(separator: " ")
      ),
      (name: "OpenBLAS kernel", value: BLASLibrary.coreName),
      (name: "OpenBLAS version", value: BLASLibrary.version),
      (name: "OpenBLAS build", value: BLASLibrary.build.rawValue),
      (name: "ablate version", value: Tool.version),
    ])
  }
}
