internal import Datasets
internal import Diagnostics
internal import Guarding
internal import Records
internal import Specification
internal import Training

/// How long trials will take: steps timed on this machine, corrected by trials that ended.
final class TrialForecast: Sendable {
  private struct Contents {
    /// `nil` where the network does not fit.
    var calibrations: [TrialKind: Calibration?] = [:]
    /// The largest share of its timed steps that a trial of each kind took.
    var corrections: [TrialKind: Double] = [:]
  }

  private let policy: RunPolicy
  private let library: DatasetLibrary
  private let contents = Guarded(Contents())

  /// How long the timing of one kind of network may take.
  private static let budget = Duration.milliseconds(100)

  init(_ policy: RunPolicy, _ library: DatasetLibrary) {
    self.policy = policy
    self.library = library
  }

  /// The seconds that a trial should take; 0 when nothing is known.
  func seconds(of trial: TrialSpecification) -> Double {
    guard let (kind, seconds) = timed(trial) else { return 0 }
    return contents.withLock { contents in
      let known = contents.corrections[kind] ?? contents.corrections.values.max()
      return seconds * (known ?? CostEstimate.slowdown)
    }
  }

  /// Learns from a trial that ended, perhaps before its last epoch.
  func ended(_ trial: TrialSpecification, _ record: TrialRecord) {
    let epochs = record.curves.values.map(\.count).max() ?? 0
    let share = Double(epochs) / Double(trial.training.epochs)
    guard share > 0, let (kind, expected) = timed(trial) else { return }
    let correction = record.seconds / (expected * share)
    contents.withLock { contents in
      contents.corrections[kind] = max(contents.corrections[kind] ?? 0, correction)
    }
  }

  /// A trial's kind with the seconds that the timing of steps predicts.
  private func timed(_ trial: TrialSpecification) -> (kind: TrialKind, seconds: Double)? {
    var diagnostics = DiagnosticList()
    guard let data = try? NetworkCheck.description(of: trial.data, library),
      let layout = NetworkLayout.infer(for: trial, data: data, into: &diagnostics)
    else { return nil }
    let kind = TrialKind(trial, layout)
    let calibration = contents.withLock { contents -> Calibration? in
      if let known = contents.calibrations[kind] { return known }
      let measured = Calibration.measure(trial, data: data, budget: Self.budget)
      contents.calibrations[kind] = .some(measured)
      return measured
    }
    return calibration.map {
      (kind, TrialKind.seconds(of: trial, data, policy, $0).middle)
    }
  }
}
