package import Catalog

/// η = initial / (1 + decay · ⌊t/every⌋).
package struct InverseTimeDecay: ScheduleDefinition {
  package static let name = "inverse_time"
  package static let summary = "A rate divided by a number that grows evenly with time."
  package static let settings: [any SettingDeclaration] = [
    ScheduleSettings.initial, decay, ScheduleSettings.every, ScheduleSettings.warmUp,
  ]

  static let decay = Setting<Double>(
    "decay", in: .nonNegative, help: "How much the divisor, which starts at 1, grows each time.")

  package let warmUp: (any LengthDefinition)?
  let initial: Double
  let decay: Double
  let every: any LengthDefinition

  package init(_ arguments: Arguments) {
    initial = arguments[ScheduleSettings.initial]
    decay = arguments[Self.decay]
    every = arguments[length: ScheduleSettings.every]
    warmUp = arguments[optionalLength: ScheduleSettings.warmUp]
  }

  package func rate(at update: Int, in span: TrainingSpan) -> Double {
    initial / (1 + decay * Double(update / every.updates(in: span)))
  }
}
