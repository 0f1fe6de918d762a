package import Catalog

/// A length in passes over the training part, rounded to whole updates.
package struct Epochs: LengthDefinition {
  package static let name = "epochs"
  package static let summary = "Passes over the training part; a fraction is rounded to updates."
  package static let settings: [any SettingDeclaration] = [count]

  static let count = Setting<Double>("count", in: .positive, help: "How many.")

  let count: Double

  package init(_ arguments: Arguments) { count = arguments[Self.count] }

  package func updates(in span: TrainingSpan) -> Int {
    let updates = (count * Double(span.updatesPerEpoch)).rounded()
    return max(1, Int(min(updates, Double(TrainingSpan.longest))))
  }
}
