package import Catalog
internal import Randomness

/// η = initial · factor^⌊t/every⌋, PyTorch's `ExponentialLR` when it is stepped that often.
package struct ExponentialDecay: ScheduleDefinition {
  package static let name = "exponential"
  package static let summary = "A rate that is multiplied by a factor again and again."
  package static let settings: [any SettingDeclaration] = [
    ScheduleSettings.initial, factor, ScheduleSettings.every, ScheduleSettings.warmUp,
  ]

  static let factor = Setting<Double>(
    "factor", in: .nonNegative, usual: .closed(0, 1), help: "What the rate is multiplied by.")

  package let warmUp: (any LengthDefinition)?
  let initial: Double
  let factor: Double
  let every: any LengthDefinition

  package init(_ arguments: Arguments) {
    initial = arguments[ScheduleSettings.initial]
    factor = arguments[Self.factor]
    every = arguments[length: ScheduleSettings.every]
    warmUp = arguments[optionalLength: ScheduleSettings.warmUp]
  }

  package func rate(at update: Int, in span: TrainingSpan) -> Double {
    initial * Portable.power(factor, update / every.updates(in: span))
  }
}
