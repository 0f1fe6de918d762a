internal import Catalog
internal import Datasets
internal import Engine
internal import Specification
internal import Training

/// What decides how long an example takes.
struct TrialKind: Hashable {
  private var shapes: [Shape]
  private var parameterCounts: [Int]
  private var operations: Int
  private var batchSize: Int
  private var optimizer: String
  private var loss: String
  private var numerics: TrainingSpecification.Numerics

  init(_ trial: TrialSpecification, _ layout: NetworkLayout) {
    shapes = layout.rows.map(\.output)
    parameterCounts = layout.rows.map(\.parameterCount)
    operations = layout.operations
    batchSize = trial.training.batchSize
    optimizer = trial.training.optimizer.name
    loss = trial.training.loss.name
    numerics = trial.training.numerics
  }

  /// Compiling a network and writing records, for each trial.
  private static let overhead = 0.02

  /// The seconds that a trial takes when nothing disturbs it.
  ///
  /// - Parameters:
  ///   - trial: Its data, epochs and split are taken.
  ///   - data: What is known of its data set.
  ///   - policy: What is measured.
  ///   - calibration: Of the trial's kind.
  /// - Returns: At best, probably, and at worst.
  static func seconds(
    of trial: TrialSpecification, _ data: DatasetDescription, _ policy: RunPolicy,
    _ calibration: Calibration
  ) -> Calibration.Spread {
    let heldOut = trial.data.validation.count(of: data.trainingCount)
    let epochs = Double(trial.training.epochs)
    let trained = Double(data.trainingCount - heldOut)
    let trainingPasses = policy.evaluateTrain == .everyEpoch ? epochs : 1
    let measured = epochs * Double(heldOut + data.testCount) + trainingPasses * trained
    let (step, look) = (calibration.training, calibration.evaluation)
    return Calibration.Spread(
      low: overhead + epochs * trained * step.low + measured * look.low,
      middle: overhead + epochs * trained * step.middle + measured * look.middle,
      high: overhead + epochs * trained * step.high + measured * look.high)
  }
}
