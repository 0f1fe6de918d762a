internal import Catalog
internal import Diagnostics

/// Everything that can be explained, from the declarations that reading uses.
package struct Explanations: Sendable {
  /// The sections of the file, outer ones first.
  package let sections: [Explanation]
  /// The keys of the sections, in the same order.
  package let keys: [Explanation]
  /// For each family its definitions; families without any are not there.
  package let families: [(family: Explanation, definitions: [Explanation])]
  /// What reports, selection and gates can name, the likeliest first.
  package let metrics: [Explanation]
  /// What columns can show besides metrics, parameters and axes.
  package let columns: [Explanation]
  package let codes: [Explanation]
  private let settings: [Explanation]

  package init(_ vocabulary: Vocabulary) {
    sections = Section.documented.map { Explanation($0, vocabulary) }
    keys = Section.documented.flatMap { section in
      section.keys.compactMap { Explanation($0, in: section, vocabulary) }
    }
    let registries = vocabulary.registries.filter { !$0.definitions.isEmpty }
    families = registries.map { registry in
      (
        Explanation(registry, vocabulary),
        registry.definitions.map { Explanation($0, family: registry.family, vocabulary) }
      )
    }
    settings = registries.flatMap(\.definitions).flatMap { definition in
      definition.settings.map { Explanation($0, of: definition, vocabulary) }
    }
    metrics = Metric.likeliestNames.compactMap { Metric($0) }.map { Explanation($0) }
    columns = Report.Column.Content.named.map { Explanation($0) }
    codes = DiagnosticCode.allCases.map { Explanation($0) }
  }

  private var all: [Explanation] {
    sections + keys + families.flatMap { [$0.family] + $0.definitions } + settings + metrics
      + columns + codes
  }

  /// What there is to say about a name, most often one thing.
  ///
  /// A key or setting is also found by its last part where nothing but a column has that name.
  package func explanations(of name: String) -> [Explanation] {
    let wanted = Self.normalized(name)
    let all = all
    let exact = all.filter { Self.normalized($0.name) == wanted }
    guard exact.allSatisfy({ $0.kind == Explanation.columnKind }) else { return exact }
    return exact + all.filter { $0.aliases.contains { Self.normalized($0) == wanted } }
  }

  /// The name that was probably meant.
  package func suggestion(for name: String) -> String? {
    let names = all.flatMap { [$0.name] + $0.aliases }.filter { !$0.isEmpty }
    return Suggestion.nearest(to: name, among: names)
  }

  /// `[]` may be left out, and case does not count.
  private static func normalized(_ name: String) -> String {
    name.replacing("[]", with: "").lowercased()
  }
}

extension Section {
  /// Every mapping of the format with fixed keys, in documentation order.
  static var documented: [Section] {
    experiment.all.flatMap { section -> [Section] in
      switch section.path {
      case DataKeys.limit.path:
        [section, LayerKeys.section, LayerKeys.initialize, StackKeys.section]
      case SweepKeys.section.path: [section, AxisKeys.range]
      case AxisKeys.random.path: [section, AxisKeys.distribution]
      case ReportKeys.section.path: [section, ReportKeys.column]
      case ExpectationKeys.section.path: [section, ExpectationKeys.bound]
      case _: [section]
      }
    }.reduce(into: []) { sections, section in
      if !sections.contains(where: { $0.path == section.path }) { sections.append(section) }
    }
  }
}
