/// A configurable thing: a layer, loss, optimizer, initializer or data set.
///
/// Its declaration is the only source of decoding, range checks, hints, schema and reference.
package protocol Definition: Sendable {
  /// The name in an experiment file, in snake case.
  static var name: String { get }

  /// One sentence that says what it is, for `explain` and the reference.
  static var summary: String { get }

  /// In documentation order; the first is the one that a shorthand (`dense: 120`) stands for.
  static var settings: [any SettingDeclaration] { get }

  init(_ arguments: Arguments)
}

/// The definitions of one family, in documentation order.
package struct Registry: Sendable {
  /// The family in the singular, as messages call it: `layer`, `optimizer`.
  package let family: String

  package let definitions: [any Definition.Type]

  package init(family: String, _ definitions: [any Definition.Type]) {
    self.family = family
    self.definitions = definitions
  }

  package var names: [String] { definitions.map { $0.name } }

  package func definition(named name: String) -> (any Definition.Type)? {
    definitions.first { $0.name == name }
  }
}
