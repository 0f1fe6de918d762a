/// A scalar with its text and the type that the YAML 1.2 core schema gives it.
package struct YAMLScalar: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case null
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case string
  }

  /// The characters after unescaping and folding.
  package var text: String

  /// Quoted and block scalars are always strings.
  package var isPlain: Bool

  package var kind: Kind

  package init(text: String, isPlain: Bool, kind: Kind) {
    self.text = text
    self.isPlain = isPlain
    self.kind = kind
  }

  /// What a text stands for where it is written without quotes.
  package init(plain text: String) {
    self.init(text: text, isPlain: true, kind: CoreSchema.kind(ofPlain: text))
  }

  package var kindDescription: String {
    switch kind {
    case .null: text.isEmpty ? "an empty value" : "the value \(text)"
    case .boolean: "the boolean \(text)"
    case .integer, .number: "the number \(text)"
    case .string: "the text '\(excerpt)'"
    }
  }

  /// The text on one line, and cut when it is long.
  var excerpt: String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > 40 ? line.prefix(39) + "…" : line
  }
}
