package import YAMLReader

extension YAMLNode {
  /// The structure on one line, for comparisons: `{a: 1, b: ["x"]}`; text is quoted, numbers are
  /// written as Swift writes them.
  package var dump: String {
    switch content {
    case .scalar(let scalar):
      switch scalar.kind {
      case .null: "null"
      case .boolean(let value): "\(value)"
      case .integer(let value): "\(value)"
      case .number(let value): "\(value)"
      case .string: "\"\(scalar.text)\""
      }
    case .sequence(let items): "[\(items.map(\.dump).joined(separator: ", "))]"
    case .mapping(let entries):
      "{\(entries.map { "\($0.key): \($0.value.dump)" }.joined(separator: ", "))}"
    }
  }
}
