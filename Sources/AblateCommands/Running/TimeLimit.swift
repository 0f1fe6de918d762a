internal import Guarding
internal import Records
internal import Selecting
internal import Specification
internal import Sweeping

/// The end of a run that was given a time: trials that will not be done by then do not begin.
///
/// A trial whose state is saved now and then is begun when one more state will be saved in time, and
/// cut off at the end; the next run goes on from there.
final class TimeLimit: TrialAdmission {
  private let end: ContinuousClock.Instant
  private let policy: RunPolicy
  let forecast: TrialForecast
  private let refusals = Guarded(0)

  init(end: ContinuousClock.Instant, _ policy: RunPolicy, _ forecast: TrialForecast) {
    self.end = end
    self.policy = policy
    self.forecast = forecast
  }

  /// Whether a trial was not begun or was cut off.
  var hasRefused: Bool { refusals.withLock { $0 } > 0 || isOver }

  func admits(_ planned: SweepTrial) -> Bool {
    var needed = forecast.seconds(of: planned.trial)
    if let every = policy.checkpoint {
      needed *= min(1, Double(every) / Double(planned.trial.training.epochs))
    }
    if (end - ContinuousClock.now).seconds >= needed { return true }
    refusals.withLock { $0 += 1 }
    return false
  }

  /// Only trials that can go on later are cut off.
  var isOver: Bool { policy.checkpoint != nil && ContinuousClock.now >= end }

  func ended(_ planned: SweepTrial, _ record: TrialRecord) {
    forecast.ended(planned.trial, record)
  }
}
