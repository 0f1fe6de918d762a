/// A quantity that is measured on one part of the data: `validation_accuracy`.
package struct Metric: Hashable, Sendable, Comparable, CustomStringConvertible {
  package enum Part: String, Hashable, Sendable, CaseIterable {
    /// The mean over an epoch's batches, in training mode.
    case running
    case train
    case validation
    case test
  }

  package enum Quantity: String, Hashable, Sendable, CaseIterable {
    /// The data term alone.
    case loss
    /// The data term plus the penalties.
    case cost
    case accuracy

    package var goal: Goal { self == .accuracy ? .maximize : .minimize }
  }

  package var part: Part
  package var quantity: Quantity

  package init(_ part: Part, _ quantity: Quantity) {
    self.part = part
    self.quantity = quantity
  }

  /// Reads `validation_accuracy`; `nil` for any other text.
  package init?(_ name: String) {
    guard let found = Metric.all.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  package var name: String { "\(part.rawValue)_\(quantity.rawValue)" }

  package var description: String { name }

  /// One sentence for `explain` and the reference.
  var summary: String {
    let measure =
      switch quantity {
      case .loss: "The loss without penalties"
      case .cost: "The loss with the penalties"
      case .accuracy: "The share of examples that are classified right"
      }
    let place =
      switch part {
      case .running: "as the mean over an epoch's batches, in training mode"
      case .train: "on the training part"
      case .validation: "on the validation part"
      case .test: "on the test set, by which nothing is selected"
      }
    return "\(measure), \(place)."
  }

  /// Every metric, in documentation order.
  package static let all: [Metric] = Part.allCases.flatMap { part in
    Quantity.allCases.map { Metric(part, $0) }
  }

  /// The names in the order in which a shortened one, such as `accuracy`, is understood.
  static let likeliestNames = [Part.validation, .test, .train, .running].flatMap { part in
    [Quantity.accuracy, .loss, .cost].map { Metric(part, $0).name }
  }

  package static func < (lhs: Metric, rhs: Metric) -> Bool {
    (all.firstIndex(of: lhs) ?? 0) < (all.firstIndex(of: rhs) ?? 0)
  }
}

/// Which direction of a metric is better.
package enum Goal: String, Hashable, Sendable, CaseIterable {
  case maximize
  case minimize

  /// Whether a value is strictly better than another.
  package func isBetter(_ lhs: Double, than rhs: Double) -> Bool {
    self == .maximize ? lhs > rhs : lhs < rhs
  }
}
