internal import Catalog
internal import Datasets
internal import Diagnostics
internal import Engine
internal import Foundation
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
  /// Why the networks do not fit into memory, if so; nothing has been timed then.
  private(set) var shortage: String?

  /// Workers share caches and memory, which steps timed one after the other do not show.
  static let slowdown = 1.25

  /// What is known already, for tests.
  init(seconds: Calibration.Spread) { self.seconds = seconds }

  /// Times the kinds of networks that occur, which takes at most about the budget.
  ///
  /// - Parameters:
  ///   - trials: Those that are to be trained.
  ///   - policy: What is measured and kept.
  ///   - workers: How many are trained at a time.
  ///   - cores: Those of the machine; trials share what workers leave over.
  ///   - library: Asked for descriptions of data sets alone.
  ///   - budget: How long the timing may take.
  /// - Throws: When a data set's description needs files that are not there.
  init(
    _ trials: [TrialSpecification], _ policy: RunPolicy, workers: Int,
    cores: Int = ProcessInfo.processInfo.activeProcessorCount, _ library: DatasetLibrary,
    budget: Duration
  ) throws {
    var kinds: [TrialKind] = []
    var examples: [TrialKind: TrialSpecification] = [:]
    var costs: [(trial: TrialSpecification, data: DatasetDescription, kind: TrialKind)] = []
    var dataByteCount = 0
    var leastByteCount = 0
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
      leastByteCount = max(leastByteCount, layout.leastByteCount)
    }
    guard !costs.isEmpty else { return }
    let atATime = max(1, min(workers, costs.count))
    let need = MemoryNeed(byteCount: leastByteCount, workers: atATime)
    shortage = need.shortage()
    if shortage != nil {
      byteCount = Self.programByteCount + dataByteCount + atATime * leastByteCount
      return
    }
    var calibrations: [TrialKind: Calibration] = [:]
    for kind in kinds {
      guard let trial = examples[kind] else { continue }
      calibrations[kind] = Calibration.measure(
        trial, data: try NetworkCheck.description(of: trial.data, library),
        threads: max(1, cores / atATime), budget: budget / kinds.count)
    }
    let each = costs.compactMap { cost in
      calibrations[cost.kind].map { TrialKind.seconds(of: cost.trial, cost.data, policy, $0) }
    }
    seconds = Self.together(each, workers: min(atATime, cores))
    let largest = calibrations.values.map(\.byteCount).max() ?? 0
    byteCount = Self.programByteCount + dataByteCount + atATime * largest
  }

  /// Seconds until workers have trained trials, each worker taking the next of the list.
  ///
  /// At the end of a sweep cores that have no trial of their own help with those of others: at best
  /// none is ever idle, at worst all help is in vain.
  static func together(_ each: [Calibration.Spread], workers: Int) -> Calibration.Spread {
    func shared(_ seconds: [Double]) -> Double { seconds.reduce(0, +) / Double(workers) }
    func alone(_ seconds: [Double]) -> Double {
      var ends = [Double](repeating: 0, count: workers)
      for own in seconds {
        let next = ends.indices.min { ends[$0] < ends[$1] } ?? 0
        ends[next] += own
      }
      return ends.max() ?? 0
    }
    let middle = each.map(\.middle)
    return Calibration.Spread(
      low: shared(each.map(\.low)), middle: (shared(middle) + alone(middle)) / 2,
      high: alone(each.map(\.high)) * (workers > 1 ? slowdown : 1))
  }

  /// What the program itself takes, its libraries and tables included; measured.
  private static let programByteCount = 37_000_000

  /// The unit in which file systems give out space.
  private static let block = 4_096

  /// The files of one trial: record, sealed side, curves, what identifies it, and weights.
  ///
  /// Some head and numbers for each epoch, beside a bit for each test example; measured.
  private static func storeByteCount(
    of trial: TrialSpecification, _ data: DatasetDescription, _ policy: RunPolicy,
    _ layout: NetworkLayout
  ) -> Int {
    let epochs = trial.training.epochs
    var files = [1_000 + 90 * epochs, 300 + 45 * epochs + data.testCount / 6, 200 * epochs, 1_000]
    if policy.keep != .none { files.append(4 * layout.parameterCount) }
    return files.reduce(0) { $0 + ($1 + block - 1) / block * block }
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
    let duration = shortage == nil ? "about \(time), from steps timed on this machine" : "not known"
    let memory = shortage ?? "about \(ByteText.text(byteCount))"
    return """
      cost of \(what) with \(who)
        time    \(duration)
        memory  \(memory)
        disk    about \(ByteText.text(storeByteCount)) in the store

      """
  }

  /// How the prediction compares with what happened, in one line.
  ///
  /// - Parameter outcome: What the run took.
  /// - Returns: `nil` for a run of moments, which other things decide.
  func comparison(with outcome: Duration) -> String? {
    if shortage != nil || max(outcome.seconds, seconds.middle) < 5 { return nil }
    let isInside = (seconds.low...seconds.high).contains(outcome.seconds)
    return "took \(DurationText.text(outcome)), predicted were \(time)"
      + (isInside ? "" : ": the prediction was off")
  }
}
