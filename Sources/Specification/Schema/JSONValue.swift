internal import Catalog

/// A JSON value whose objects keep their order.
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([Member])

  package struct Member: Hashable, Sendable {
    package var name: String
    package var value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The object with a member more; another value as it is.
  package func adding(_ name: String, _ value: JSONValue?) -> JSONValue {
    guard case .object(let members) = self, let value else { return self }
    return .object(members + [Member(name, value)])
  }

  /// Longer lines are broken.
  private static let width = 100

  /// The value as text: what fits stands in one line, anything else with one item per line.
  package func text(indent: Int = 0, column: Int = 0) -> String {
    let line = line
    if indent + column + line.count <= Self.width { return line }
    let space = String(repeating: " ", count: indent + 2)
    let end = "\n" + String(repeating: " ", count: indent)
    switch self {
    case .null, .boolean, .integer, .number, .text: return line
    case .list(let items):
      let lines = items.map { space + $0.text(indent: indent + 2) }
      return "[\n" + lines.joined(separator: ",\n") + end + "]"
    case .object(let members):
      let lines = members.map { member in
        let head = "\(Self.quoted(member.name)): "
        return space + head + member.value.text(indent: indent + 2, column: head.count)
      }
      return "{\n" + lines.joined(separator: ",\n") + end + "}"
    }
  }

  private var line: String {
    switch self {
    case .null: "null"
    case .boolean(let flag): String(flag)
    case .integer(let integer): String(integer)
    case .number(let number): number.shortest
    case .text(let text): Self.quoted(text)
    case .list(let items): "[" + items.map(\.line).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\(Self.quoted($0.name)): \($0.value.line)" }.joined(separator: ", ")
        + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      case _: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension JSONValue {
  init(_ value: Catalog.Value) {
    self =
      switch value {
      case .boolean(let flag): .boolean(flag)
      case .integer(let integer): .integer(integer)
      case .number(let number): .number(number)
      case .text(let text): .text(text)
      case .list(let items): .list(items.map { JSONValue($0) })
      case .call(let call):
        call.onlyValue.map { .object([Member(call.name, JSONValue($0))]) } ?? .text(call.name)
      }
  }

  package init(_ words: [String]) {
    self = .list(words.map { .text($0) })
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral text: String) { self = .text(text) }
  package init(integerLiteral integer: Int) { self = .integer(integer) }
  package init(booleanLiteral flag: Bool) { self = .boolean(flag) }
  package init(arrayLiteral items: JSONValue...) { self = .list(items) }
  package init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(members.map { Member($0, $1) })
  }
}
