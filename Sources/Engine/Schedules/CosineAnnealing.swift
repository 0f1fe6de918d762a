package import Catalog
internal import Randomness

/// η = minimum + (initial − minimum) · (1 + cos(π t/length))/2, then the minimum.
///
/// Up to its length it is PyTorch's `CosineAnnealingLR`, which afterwards goes up again.
///
/// - SeeAlso: Loshchilov and Hutter, *SGDR: stochastic gradient descent with warm restarts*, ICLR
///   2017.
package struct CosineAnnealing: ScheduleDefinition {
  package static let name = "cosine"
  package static let summary = "A rate that falls along half a cosine wave, then stays."
  package static let settings: [any SettingDeclaration] = [
    ScheduleSettings.initial, ScheduleSettings.minimum, ScheduleSettings.length, every,
    ScheduleSettings.warmUp,
  ]

  static let every = Setting<Call>(
    "every", .definition(family: LengthRegistry.registry.family),
    default: Call(Updates.name, Arguments([Updates.count.name: .integer(1)])),
    help: "How long each rate is used.")

  package let warmUp: (any LengthDefinition)?
  let initial: Double
  let minimum: Double
  let length: (any LengthDefinition)?
  let every: any LengthDefinition

  package init(_ arguments: Arguments) {
    initial = arguments[ScheduleSettings.initial]
    minimum = arguments[ScheduleSettings.minimum]
    length = arguments[optionalLength: ScheduleSettings.length]
    every = arguments[length: Self.every]
    warmUp = arguments[optionalLength: ScheduleSettings.warmUp]
  }

  package func rate(at update: Int, in span: TrainingSpan) -> Double {
    let interval = every.updates(in: span)
    let time = update / interval * interval
    let length = length?.updates(in: span) ?? span.updates
    guard time < length else { return minimum }
    let swing = (1 + Portable.cosine(halfTurns: Double(time) / Double(length))) / 2
    return minimum + (initial - minimum) * swing
  }
}
