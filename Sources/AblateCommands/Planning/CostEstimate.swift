internal import Catalog
internal import Datasets
internal import Diagnostics
internal import Engine
internal import Reporting
internal import Specification
internal import Sweeping
internal import Training

/// What training some trials will take, from steps timed on this machine.
struct CostEstimate {
  /// Seconds until all are trained: at best, probably, and at worst.
  private(set) var seconds = Calibration.Spread(low: 0, middle: 0, high: 0)
  /// Memory for the data and the networks that are trained at a time.
  private(set) var byteCount = 0
  /// What the store grows by.
  private(set) var storeByteCount = 0

  /// Workers share caches and memory, which steps timed one after the other do not show.
  static let slowdown = 1.25

  /// Times the kinds of networks that occur, which takes at most about the budget.
  ///
  /// - Parameters:
  ///   - trials: Those that are to be trained.
  ///   - policy: What is measured and kept.
  ///   - workers: How many are trained at a time.
  ///   - library: Asked for descriptions of data sets alone.
  ///   - budget: How long the timing may take.
  /// - Throws: When a data set's description needs files that are not there.
  init(
    _ trials: [TrialSpecification], _ policy: RunPolicy, workers: Int, _ library: DatasetLibrary,
    budget: Duration
  ) throws {
    var kinds: [TrialKind] = []
    var examples: [TrialKind: TrialSpecification] = [:]
    var costs: [(trial: TrialSpecification, data: DatasetDescription, kind: TrialKind)] = []
    var dataByteCount = 0
    for trial in trials {
      let data = try NetworkCheck.description(of: trial.data, library)
      var diagnostics = DiagnosticList()
      guard let layout = NetworkLayout.infer(for: trial, data: data, into: &diagnostics) else {
        continue
      }
      let kind = TrialKind(trial, layout)
      if examples[kind] == nil {
        examples[kind] = trial
        kinds.append(kind)
      }
      costs.append((trial, data, kind))
      dataByteCount = max(dataByteCount, (data.trainingCount + data.testCount) * data.featureCount)
      storeByteCount += Self.storeByteCount(of: trial, data, policy, layout)
    }
    guard !costs.isEmpty else { return }
    var calibrations: [TrialKind: Calibration] = [:]
    for kind in kinds {
      guard let trial = examples[kind] else { continue }
      calibrations[kind] = Calibration.measure(
        trial, data: try NetworkCheck.description(of: trial.data, library),
        budget: budget / kinds.count)
    }
    let atATime = max(1, min(workers, costs.count))
    let slowdown = atATime > 1 ? Self.slowdown : 1
    var longest = Calibration.Spread(low: 0, middle: 0, high: 0)
    for cost in costs {
      guard let calibration = calibrations[cost.kind] else { continue }
      let own = TrialKind.seconds(of: cost.trial, cost.data, policy, calibration)
      seconds.low += own.low / Double(atATime)
      seconds.middle += own.middle / Double(atATime)
      seconds.high += own.high / Double(atATime)
      if own.middle > longest.middle { longest = own }
    }
    seconds = Calibration.Spread(
      low: max(seconds.low, longest.low), middle: max(seconds.middle, longest.middle),
      high: max(seconds.high, longest.high) * slowdown)
    let largest = calibrations.values.map(\.byteCount).max() ?? 0
    byteCount = dataByteCount + atATime * largest
  }

  /// The files of one trial: some head, numbers for each epoch, a bit for each test example, weights.
  private static func storeByteCount(
    of trial: TrialSpecification, _ data: DatasetDescription, _ policy: RunPolicy,
    _ layout: NetworkLayout
  ) -> Int {
    let weights = policy.keep == .none ? 0 : 4 * layout.parameterCount
    return 1_000 + 260 * trial.training.epochs + data.testCount / 6 + weights
  }
}

extension CostEstimate {
  /// The expected time with its band: `5:30 (4:50 to 7:10)`.
  var time: String {
    "\(DurationText.text(.seconds(seconds.middle))) (\(DurationText.text(.seconds(seconds.low)))"
      + " to \(DurationText.text(.seconds(seconds.high))))"
  }

  /// A paragraph for `plan`; each line ends with a line feed.
  func text(trials: Int, workers: Int) -> String {
    if trials == 0 { return "cost: nothing is left to train\n" }
    let what = trials == 1 ? "1 trial" : "\(trials.grouped) trials"
    let who = workers == 1 ? "1 worker" : "\(workers) workers"
    return """
      cost of \(what) with \(who)
        time    about \(time), from steps timed on this machine
        memory  about \(ByteText.text(byteCount))
        disk    about \(ByteText.text(storeByteCount)) in the store

      """
  }

  /// How the prediction compares with what happened, in one line.
  ///
  /// - Parameter outcome: What the run took.
  /// - Returns: `nil` for a run of moments, which other things decide.
  func comparison(with outcome: Duration) -> String? {
    if max(outcome.seconds, seconds.middle) < 5 { return nil }
    let isInside = (seconds.low...seconds.high).contains(outcome.seconds)
    return "took \(DurationText.text(outcome)); predicted were \(time)"
      + (isInside ? "" : ", so the prediction was off")
  }
}
