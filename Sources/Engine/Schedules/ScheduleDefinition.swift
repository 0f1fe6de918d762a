package import Catalog

/// A rule by which the learning rate changes while a network is trained.
package protocol ScheduleDefinition: Definition {
  /// How long the rate rises from nothing before the schedule starts, if it does.
  var warmUp: (any LengthDefinition)? { get }

  /// The learning rate of an update.
  ///
  /// - Parameters:
  ///   - update: Its number from 0, counted after the warm-up; may lie beyond the span.
  ///   - span: The training after the warm-up.
  /// - Returns: The rate, before any factor of the optimizer's own.
  /// - Complexity: O(1); allocates nothing.
  func rate(at update: Int, in span: TrainingSpan) -> Double
}

/// The schedules.
package enum ScheduleRegistry {
  /// In documentation order.
  package static let all: [any ScheduleDefinition.Type] = [
    StepDecay.self, ExponentialDecay.self, InverseTimeDecay.self, CosineAnnealing.self,
    TriangularCycle.self, OneCycle.self,
  ]

  package static let registry = Registry(
    family: "schedule", all.map { $0 as any Definition.Type })

  /// Makes a schedule of a checked call.
  ///
  /// - Precondition: The call names a registered schedule.
  package static func make(_ call: Call) -> any ScheduleDefinition {
    guard let definition = all.first(where: { $0.name == call.name }) else {
      preconditionFailure("schedule '\(call.name)' is not registered")
    }
    return definition.init(call.arguments)
  }
}

/// Settings that several schedules share.
enum ScheduleSettings {
  static let initial = Setting<Double>(
    "initial", in: .nonNegative, help: "The rate at the start.")

  static let minimum = Setting<Double>(
    "minimum", in: .nonNegative, default: 0, help: "The lowest rate.")

  static let maximum = Setting<Double>("maximum", in: .nonNegative, help: "The highest rate.")

  static let every = Setting<Call>(
    "every", .definition(family: LengthRegistry.registry.family),
    default: Call(Epochs.name, Arguments([Epochs.count.name: .number(1)])),
    help: "How long each rate is used.")

  static let length = Setting<Call>(
    "length", .definition(family: LengthRegistry.registry.family), isOptional: true,
    help: "How long the rate changes; without it, until the training ends.")

  static let warmUp = Setting<Call>(
    "warm_up", .definition(family: LengthRegistry.registry.family), isOptional: true,
    help: "How long the rate first rises in equal steps to where the schedule starts.")
}

extension Arguments {
  /// The length that a setting gives.
  subscript(length setting: Setting<Call>) -> any LengthDefinition {
    LengthRegistry.make(self[setting])
  }

  /// The length that a setting gives, or `nil`.
  subscript(optionalLength setting: Setting<Call>) -> (any LengthDefinition)? {
    self[optional: setting].map { LengthRegistry.make($0) }
  }
}
