internal import Catalog

/// A value with exactly one text: JSON with sorted keys and shortest numbers.
indirect enum CanonicalValue {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([CanonicalValue])
  case object([String: CanonicalValue])

  /// The text.
  var json: String {
    switch self {
    case .null: "null"
    case .boolean(let flag): String(flag)
    case .integer(let integer): String(integer)
    case .number(let number): number == 0 ? "0" : number.shortest
    case .text(let text): Self.quoted(text)
    case .list(let items): "[" + items.map(\.json).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { "\(Self.quoted($0.key)):\($0.value.json)" }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case let control where control.value < 0x20:
        let digits = String(control.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      case let other: result.unicodeScalars.append(other)
      }
    }
    return result + "\""
  }
}

extension CanonicalValue {
  init(_ value: Value) {
    self =
      switch value {
      case .boolean(let flag): .boolean(flag)
      case .integer(let integer): .integer(integer)
      case .number(let number): .number(number)
      case .text(let text): .text(text)
      case .list(let items): .list(items.map { CanonicalValue($0) })
      case .call(let call): CanonicalValue(call)
      }
  }

  init(_ call: Call) {
    self = .object([
      "name": .text(call.name), "settings": .object(call.arguments.values.mapValues { Self($0) }),
    ])
  }

  /// An object without the members that are `nil`.
  ///
  /// What an experiment does not use stays out, so that a later version that knows more gives the
  /// same trials the same identity.
  init(present members: [String: CanonicalValue?]) {
    self = .object(members.compactMapValues { $0 })
  }

  init(_ assigned: [Assigned]) {
    self = .list(assigned.map { .list([.text($0.name), .text($0.value)]) })
  }
}
