package import Records
package import Selecting

/// Decides whether trials are still begun, and whether those in flight may go on.
package protocol TrialAdmission: Sendable {
  /// Whether a trial may begin now.
  func admits(_ planned: SweepTrial) -> Bool

  /// Whether trials in flight must be given up.
  var isOver: Bool { get }

  /// Takes note of a trial that ended.
  func ended(_ planned: SweepTrial, _ record: TrialRecord)
}
