internal import Datasets
internal import Diagnostics
internal import Specification
internal import Training

/// What a trial costs, in operations: the same number on every machine.
struct TrialCost {
  private let library: DatasetLibrary
  private let policy: RunPolicy
  /// Operations of an example's forward pass, by what decides them.
  private var known: [Key: Double] = [:]

  private struct Key: Hashable {
    var data: DataSpecification
    var layers: [LayerSpecification]
  }

  init(_ policy: RunPolicy, _ library: DatasetLibrary) {
    self.policy = policy
    self.library = library
  }

  /// A training step costs about three forward passes.
  private static let stepFactor = 3.0

  /// Operations of the whole trial: forward and backward passes of all epochs, and all measurements.
  ///
  /// - Throws: When a data set's description needs files that are not there.
  mutating func operations(of trial: TrialSpecification) throws -> Double {
    let data = try NetworkCheck.description(of: trial.data, library)
    let heldOut = trial.data.validation.count(of: data.trainingCount)
    let epochs = Double(trial.training.epochs)
    let trained = Double(data.trainingCount - heldOut)
    let passes = policy.evaluateTrain == .everyEpoch ? epochs : 1
    let measured = epochs * Double(heldOut + data.testCount) + passes * trained
    return try forward(trial, data) * (Self.stepFactor * epochs * trained + measured)
  }

  private mutating func forward(
    _ trial: TrialSpecification, _ data: DatasetDescription
  ) throws -> Double {
    let key = Key(data: trial.data, layers: trial.layers)
    if let found = known[key] { return found }
    var ignored = DiagnosticList()
    let layout = NetworkLayout.infer(for: trial, data: data, into: &ignored)
    // Even a network without products takes some time.
    let operations = Double(max(1, layout?.operations ?? 1))
    known[key] = operations
    return operations
  }
}
