internal import Catalog
internal import Datasets
internal import Diagnostics
internal import Engine
internal import Reporting
internal import Specification
internal import Training

/// The layers of a network with their sizes, for all settings that share them.
struct NetworkTable {
  /// What makes two networks the same table.
  private struct Row: Hashable {
    var name: String
    var inputs: [String]
    var output: Shape
    var parameterCount: Int
    var operations: Int
    var engine: ProductEngine?

    /// The engine as users know it.
    var engineTitle: String {
      switch engine {
      case .kernels: "own kernels"
      case .library: "OpenBLAS"
      case nil: ""
      }
    }
  }

  private let input: Shape
  private let rows: [Row]
  /// The kinds of the layers; with their settings where all networks agree.
  private var titles: [String]
  private let kinds: [String]
  private var variants: [String]
  /// What all settings that share the network have in common.
  private var assignment: [Assigned]
  /// What of it other networks of the same variants have not.
  private var distinction: [Assigned] = []

  private init(_ layout: NetworkLayout, _ candidate: Candidate, variant: String) {
    let trial = candidate.trial
    input = layout.input
    rows = layout.rows.map {
      Row(
        name: $0.name, inputs: $0.inputs, output: $0.output, parameterCount: $0.parameterCount,
        operations: $0.operations, engine: $0.engine)
    }
    titles = layout.rows.map(\.title)
    let kindsByName = Dictionary(trial.layers.map { ($0.name, $0.call.name) }) { first, _ in first }
    kinds = layout.rows.map { kindsByName[$0.name] ?? $0.title }
    variants = [variant]
    assignment = candidate.assignment
  }

  /// The distinct networks of an experiment, in declared order.
  ///
  /// - Precondition: The experiment has been checked.
  static func all(of experiment: Experiment, _ library: DatasetLibrary) throws -> [NetworkTable] {
    var tables: [NetworkTable] = []
    for variant in experiment.variants {
      // The settings of a variant that comes after another are known only later.
      for candidate in variant.candidates.isEmpty ? variant.previews : variant.candidates {
        var diagnostics = DiagnosticList()
        let description = try NetworkCheck.description(of: candidate.trial.data, library)
        guard
          let layout = NetworkLayout.infer(
            for: candidate.trial, data: description, into: &diagnostics)
        else { continue }
        let table = NetworkTable(layout, candidate, variant: variant.name)
        if let index = tables.firstIndex(where: { $0.input == table.input && $0.rows == table.rows }
        ) {
          tables[index].unite(with: table)
        } else {
          tables.append(table)
        }
      }
    }
    for index in tables.indices {
      let others = tables.indices.filter {
        $0 != index && tables[$0].variants == tables[index].variants
      }
      tables[index].distinction = tables[index].assignment.filter { assigned in
        others.contains { !tables[$0].assignment.contains(assigned) }
      }
    }
    return tables
  }

  /// All tables, a blank line before each; of many networks of the same variants the first one's, and
  /// one line for each of the others.
  static func text(_ tables: [NetworkTable]) -> String {
    var text = ""
    var shown: Set<[String]> = []
    for table in tables where shown.insert(table.variants).inserted {
      let alike = tables.filter { $0.variants == table.variants }
      if alike.count <= mostTables {
        text += alike.map { "\n" + $0.text }.joined()
        continue
      }
      text += "\n" + table.text + "\nother networks of \(table.variantList)\n"
      text += alike.dropFirst().map { "  \($0.summary)\n" }.joined()
    }
    return text
  }

  /// More networks of the same variants are not shown layer by layer.
  private static let mostTables = 4

  private var parameterCount: Int { rows.reduce(0) { $0 + $1.parameterCount } }
  private var operations: Int { rows.reduce(0) { $0 + $1.operations } }
  private var variantList: String { variants.joined(separator: ", ") }
  private var distinctionText: String {
    distinction.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
  }

  private var summary: String {
    "\(distinctionText): \(parameterCount.grouped) parameters, \(operations.grouped) operations"
  }

  private mutating func unite(with other: NetworkTable) {
    for index in titles.indices where titles[index] != other.titles[index] {
      titles[index] = kinds[index]
    }
    assignment.removeAll { !other.assignment.contains($0) }
    for name in other.variants where !variants.contains(name) { variants.append(name) }
  }

  /// The table with its heading; each line ends with a line feed.
  var text: String {
    var cells = [["layer", "kind", "reads", "output", "parameters", "operations", "products by"]]
    cells.append([LayerKeys.exampleName, "", "", input.description, "", "", ""])
    for (row, title) in zip(rows, titles) {
      cells.append([
        row.name, title, row.inputs.joined(separator: ", "), row.output.description,
        row.parameterCount.grouped, row.operations.grouped, row.engineTitle,
      ])
    }
    cells.append([
      "total", "", "", "", parameterCount.grouped, operations.grouped, "",
    ])
    let isChain = rows.allSatisfy(\.inputs.isEmpty)
    if isChain { for line in cells.indices { cells[line].remove(at: 2) } }
    let widths = cells[0].indices.map { column in
      cells.map { $0[column].displayWidth }.max() ?? 0
    }
    let numbers = isChain ? 3...4 : 4...5
    let lines = cells.map { line in
      line.enumerated().map { column, cell in
        cell.padded(to: widths[column], right: numbers.contains(column))
      }.joined(separator: "  ").trimmingTrailingSpaces
    }
    let suffix = distinction.isEmpty ? "" : " (\(distinctionText))"
    return "network of \(variantList)\(suffix)\n"
      + lines.map { "  \($0)\n" }.joined()
  }
}
