package import Catalog

/// A cycle of one straight rise from the minimum to the maximum and one fall, again and again.
///
/// PyTorch's `CyclicLR` with `mode="triangular"`.
///
/// - SeeAlso: Smith, *Cyclical learning rates for training neural networks*, WACV 2017.
package struct TriangularCycle: ScheduleDefinition {
  package static let name = "triangular"
  package static let summary = "A rate that rises and falls in straight lines, again and again."
  package static let settings: [any SettingDeclaration] = [
    minimum, ScheduleSettings.maximum, rise, fall, ScheduleSettings.warmUp,
  ]

  static let minimum = Setting<Double>("minimum", in: .nonNegative, help: "The lowest rate.")
  static let rise = Setting<Call>(
    "rise", .definition(family: LengthRegistry.registry.family),
    help: "How long it rises; half a cycle where the fall takes as long.")
  static let fall = Setting<Call>(
    "fall", .definition(family: LengthRegistry.registry.family), isOptional: true,
    help: "How long it falls; without it, as long as it rises.")

  package let warmUp: (any LengthDefinition)?
  let minimum: Double
  let maximum: Double
  let rise: any LengthDefinition
  let fall: any LengthDefinition

  package init(_ arguments: Arguments) {
    minimum = arguments[Self.minimum]
    maximum = arguments[ScheduleSettings.maximum]
    rise = arguments[length: Self.rise]
    fall = arguments[optionalLength: Self.fall] ?? arguments[length: Self.rise]
    warmUp = arguments[optionalLength: ScheduleSettings.warmUp]
  }

  package func rate(at update: Int, in span: TrainingSpan) -> Double {
    let (up, down) = (rise.updates(in: span), fall.updates(in: span))
    let time = update % (up + down)
    let height =
      time <= up ? Double(time) / Double(up) : Double(up + down - time) / Double(down)
    return minimum + (maximum - minimum) * height
  }
}
