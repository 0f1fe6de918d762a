package import Catalog
internal import Randomness

/// One rise from maximum/start_divisor to the maximum and one fall to start/final_divisor, both along
/// half a cosine wave; then the last rate.
///
/// PyTorch's `OneCycleLR` in two phases, without its change of momentum: the maximum is reached at
/// t = rise · length − 1, which need not be whole, and the last rate at t = length − 1.
///
/// - SeeAlso: Smith and Topin, *Super-convergence: very fast training of neural networks using large
///   learning rates*, 2019.
package struct OneCycle: ScheduleDefinition {
  package static let name = "one_cycle"
  package static let summary =
    "A rate that rises to its maximum once and falls far below its start."
  package static let settings: [any SettingDeclaration] = [
    ScheduleSettings.maximum, ScheduleSettings.length, rise, startDivisor, finalDivisor,
    ScheduleSettings.warmUp,
  ]

  static let rise = Setting<Double>(
    "rise", in: .closed(0, 1), default: 0.3, help: "The share of the length in which it rises.")
  static let startDivisor = Setting<Double>(
    "start_divisor", in: .positive, default: 25, usual: NumberRange(lower: 1),
    help: "The maximum divided by the rate at the start.")
  static let finalDivisor = Setting<Double>(
    "final_divisor", in: .positive, default: 10_000, usual: NumberRange(lower: 1),
    help: "The rate at the start divided by the rate at the end.")

  package let warmUp: (any LengthDefinition)?
  let maximum: Double
  let length: (any LengthDefinition)?
  let rise: Double
  let startDivisor: Double
  let finalDivisor: Double

  package init(_ arguments: Arguments) {
    maximum = arguments[ScheduleSettings.maximum]
    length = arguments[optionalLength: ScheduleSettings.length]
    rise = arguments[Self.rise]
    startDivisor = arguments[Self.startDivisor]
    finalDivisor = arguments[Self.finalDivisor]
    warmUp = arguments[optionalLength: ScheduleSettings.warmUp]
  }

  package func rate(at update: Int, in span: TrainingSpan) -> Double {
    let start = maximum / startDivisor
    let final = start / finalDivisor
    let last = Double((length?.updates(in: span) ?? span.updates) - 1)
    let top = rise * (last + 1) - 1
    let time = Double(update)
    if time <= top { return between(start, maximum, top > 0 ? time / top : 1) }
    if time >= last { return final }
    return between(maximum, final, (time - top) / (last - top))
  }

  /// Half a cosine wave from `a` at 0 to `b` at 1.
  private func between(_ a: Double, _ b: Double, _ share: Double) -> Double {
    b + (a - b) * (1 + Portable.cosine(halfTurns: share)) / 2
  }
}
