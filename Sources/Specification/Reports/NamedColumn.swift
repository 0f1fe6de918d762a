/// A content of a column that has a name of its own, beside metrics, parameters and axes.
struct NamedColumn {
  let name: String
  let content: Report.Column.Content
  /// One sentence for `explain` and the reference.
  let summary: String
}

extension Report.Column.Content {
  /// The contents that have a name of their own, in documentation order.
  static let named = [
    NamedColumn(
      name: "description", content: .description, summary: "The variant's description."),
    NamedColumn(
      name: "tuned", content: .tuned,
      summary: "The values that were chosen for the variant's axes, in one cell."),
    NamedColumn(
      name: "selection_score", content: .selectionScore,
      summary: "The score by which the setting was selected: a mean over the search's seeds."),
    NamedColumn(name: "n", content: .count, summary: "The number of seeds behind the row."),
  ]

  static var fixedNames: [String] { named.map(\.name) }
}
