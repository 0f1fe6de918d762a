internal import Catalog
internal import Diagnostics

extension Explanation {
  init(_ section: Section, _ vocabulary: Vocabulary) {
    self.init(
      kind: section.path.isEmpty ? "" : "section",
      name: section.path.isEmpty ? "experiment" : section.path,
      aliases: section.path.split(separator: ".").dropFirst().suffix(1).map(String.init),
      summary: section.summary,
      entriesTitle: "Keys",
      entries: section.keys.map { Entry($0, in: section, vocabulary) })
  }

  /// - Returns: `nil` for a key that is explained as a section.
  init?(_ key: Key, in section: Section, _ vocabulary: Vocabulary) {
    let families: [String]
    switch key.content {
    case .section, .list: return nil
    case .structure:
      families = ["network", "layers"].contains(key.name) ? [vocabulary.layers.family] : []
    case .setting(let setting): families = setting.kind.families
    }
    let entry = Entry(key, in: section, vocabulary)
    let path = section.path(of: key)
    self.init(
      kind: "key", name: path, aliases: path == key.name ? [] : [key.name],
      summary: Self.sentences(entry))
    list(families, vocabulary)
  }

  init(
    _ setting: any SettingDeclaration, of definition: any Definition.Type,
    _ vocabulary: Vocabulary
  ) {
    self.init(
      kind: "setting", name: "\(definition.name).\(setting.name)", aliases: [setting.name],
      summary: Self.sentences(Entry(setting, vocabulary)))
    list(setting.kind.families, vocabulary)
  }

  init(_ registry: Registry, _ vocabulary: Vocabulary) {
    self.init(
      kind: "family", name: registry.family,
      summary: "What can be named where \(SettingKind.article(registry.family)) "
        + "\(registry.family) is expected.",
      entriesTitle: "Known",
      entries: Self.known(registry, vocabulary))
  }

  private static func known(_ registry: Registry, _ vocabulary: Vocabulary) -> [Entry] {
    let entries = registry.definitions.map { Entry(name: $0.name, facts: [], help: $0.summary) }
    guard registry.family == vocabulary.layers.family else { return entries }
    return entries
      + [Entry(name: StackKeys.name, facts: [], help: StackKeys.section.summary)]
  }

  init(_ definition: any Definition.Type, family: String, _ vocabulary: Vocabulary) {
    var note = ""
    let required = definition.settings.dropFirst().contains(where: \.isRequired)
    if let first = definition.settings.first, !required {
      note = "A value alone, '\(definition.name): …', is its '\(first.name)'."
    }
    self.init(
      kind: family, name: definition.name, summary: definition.summary, note: note,
      entriesTitle: "Settings",
      entries: definition.settings.map { Entry($0, vocabulary) })
  }

  init(_ metric: Metric) {
    self.init(kind: "metric", name: metric.name, summary: metric.summary)
  }

  init(_ column: NamedColumn) {
    self.init(kind: Self.columnKind, name: column.name, summary: column.summary)
  }

  /// What the contents of columns are called that are no metrics.
  static let columnKind = "column"

  init(_ code: DiagnosticCode) {
    let kind =
      switch code.severity {
      case .error: "error"
      case .warning: "warning"
      }
    self.init(kind: kind, name: code.rawValue, summary: code.explanation)
  }

  private static func sentences(_ entry: Entry) -> String {
    let facts = entry.facts.joined(separator: "; ")
    return "\(entry.help) \(facts.prefix(1).uppercased())\(facts.dropFirst())."
  }

  /// Lists the definitions of the families of a value.
  private mutating func list(_ families: [String], _ vocabulary: Vocabulary) {
    entries = families.flatMap { Self.known(vocabulary.registry(family: $0), vocabulary) }
    if !entries.isEmpty { entriesTitle = "Known" }
  }
}

extension Explanation.Entry {
  init(_ key: Key, in section: Section, _ vocabulary: Vocabulary) {
    let presence = key.isRequired ? "required" : "optional"
    switch key.content {
    case .setting(let setting): self.init(setting, vocabulary)
    case .structure(let form):
      self.init(name: key.name, facts: [form, presence], help: key.help)
    case .section(let inner):
      self.init(
        name: key.name, facts: ["a mapping, see '\(inner.path)'", presence], help: key.help)
    case .list(let inner):
      self.init(
        name: key.name, facts: ["a list of mappings, see '\(inner.path)'", presence],
        help: key.help)
    }
    if let value = vocabulary.onlyValue(at: section.path(of: key)) {
      facts.append("only \(value.inWords) in this version")
    }
    if !vocabulary.supports(key, in: section) { facts = ["not supported in this version"] }
  }

  init(_ setting: any SettingDeclaration, _ vocabulary: Vocabulary) {
    var facts = [setting.kind.description]
    if case .numberOrDefinition(let range, let family) = setting.kind,
      vocabulary.registry(family: family).definitions.isEmpty
    {
      facts = [SettingKind.number(range).description]
    }
    if let usual = setting.usual { facts.append("usually \(usual)") }
    if let value = setting.defaultValue {
      let text = value.inWords
      facts.append(text.isEmpty ? "empty by default" : "default \(text)")
    } else {
      facts.append(setting.isRequired ? "required" : "optional")
    }
    self.init(name: setting.name, facts: facts, help: setting.help)
  }
}

extension SettingKind {
  /// The families of which a value can be a definition.
  fileprivate var families: [String] {
    switch self {
    case .definition(let family), .numberOrDefinition(_, let family): [family]
    case .list(let element): element.families
    case .boolean, .integer, .number, .choice, .integerOrWord, .numbers, .text: []
    }
  }
}

extension Value {
  /// As it is written in a file; empty for an empty list or text.
  fileprivate var inWords: String {
    switch self {
    case .boolean(let flag): String(flag)
    case .integer(let integer): String(integer)
    case .number(let number): number.shortest
    case .text(let text): text
    case .list(let items):
      items.isEmpty ? "" : "[" + items.map(\.inWords).joined(separator: ", ") + "]"
    case .call(let call):
      call.onlyValue.map { "{\(call.name): \($0.inWords)}" } ?? call.name
    }
  }
}
