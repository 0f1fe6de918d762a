package import Catalog

/// A mapping of the experiment file whose keys are fixed.
///
/// Its declaration is the only source of the keys that are accepted and of what is said about them.
package struct Section: Sendable {
  /// The dotted path of the mapping, with `[]` for the items of a list; empty: the whole file.
  package let path: String

  /// What messages call it: `'training'`, `a variant`.
  package let title: String

  /// One sentence for `explain` and the reference.
  package let summary: String

  /// In documentation order.
  package let keys: [Key]

  /// - Parameters:
  ///   - path: The dotted path.
  ///   - title: What messages call it; without it, the path in quotes.
  ///   - summary: One sentence.
  ///   - keys: In documentation order.
  package init(_ path: String, title: String? = nil, summary: String, keys: [Key]) {
    self.path = path
    self.title = title ?? "'\(path)'"
    self.summary = summary
    self.keys = keys
  }

  package func key(named name: String) -> Key? {
    keys.first { $0.name == name }
  }

  /// This section and all sections inside it.
  package var all: [Section] {
    [self]
      + keys.flatMap { key -> [Section] in
        switch key.content {
        case .setting, .structure: []
        case .section(let section), .list(let section): section.all
        }
      }
  }
}

/// A key of a section.
package struct Key: Sendable {
  package enum Content: Sendable {
    /// A value that is decoded by its declaration alone.
    case setting(any SettingDeclaration)
    case section(Section)
    /// A list of mappings of one form.
    case list(Section)
    /// Anything else, described in words that follow "must be": `a list of layers`.
    case structure(String)
  }

  package let name: String
  package let content: Content
  package let isRequired: Bool
  package let help: String

  package init(_ setting: some SettingDeclaration) {
    name = setting.name
    content = .setting(setting)
    isRequired = setting.isRequired
    help = setting.help
  }

  package init(_ name: String, _ section: Section, isRequired: Bool = false) {
    self.name = name
    content = .section(section)
    self.isRequired = isRequired
    help = section.summary
  }

  package init(_ name: String, listOf section: Section) {
    self.name = name
    content = .list(section)
    isRequired = false
    help = section.summary
  }

  package init(_ name: String, structure: String, isRequired: Bool = false, help: String) {
    self.name = name
    content = .structure(structure)
    self.isRequired = isRequired
    self.help = help
  }
}
