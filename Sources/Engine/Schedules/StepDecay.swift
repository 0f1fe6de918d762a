internal import Randomness
package import Catalog

/// η = initial · factor^⌊t/every⌋, PyTorch's `StepLR`.
package struct StepDecay: ScheduleDefinition {
  package static let name = "step"
  package static let summary = "A rate that drops by a factor at regular intervals."
  package static let settings: [any SettingDeclaration] = [
    ScheduleSettings.initial, every, factor, ScheduleSettings.warmUp,
  ]

  static let every = Setting<Call>(
    "every", .definition(family: LengthRegistry.registry.family),
    help: "How long it is from one drop to the next.")
  static let factor = Setting<Double>(
    "factor", in: .nonNegative, default: 0.1, usual: .closed(0, 1),
    help: "What the rate is multiplied by.")

  package let warmUp: (any LengthDefinition)?
  let initial: Double
  let every: any LengthDefinition
  let factor: Double

  package init(_ arguments: Arguments) {
    initial = arguments[ScheduleSettings.initial]
    every = arguments[length: Self.every]
    factor = arguments[Self.factor]
    warmUp = arguments[optionalLength: ScheduleSettings.warmUp]
  }

  package func rate(at update: Int, in span: TrainingSpan) -> Double {
    initial * Portable.power(factor, update / every.updates(in: span))
  }
}
