package import Catalog

/// A length in updates of the weights.
package struct Updates: LengthDefinition {
  package static let name = "updates"
  package static let summary = "Updates of the weights, one for each batch."
  package static let settings: [any SettingDeclaration] = [count]

  static let count = Setting<Int>(
    "count", in: IntegerRange(lower: 1, upper: 1_000_000_000_000), help: "How many.")

  let count: Int

  package init(_ arguments: Arguments) { count = arguments[Self.count] }

  package func updates(in span: TrainingSpan) -> Int { min(count, TrainingSpan.longest) }
}
