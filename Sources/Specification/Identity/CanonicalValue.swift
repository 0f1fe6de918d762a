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
  /// The text of a value that was written before.
  case written([UInt8])

  /// The text.
  ///
  /// - Complexity: O(its length), but for the sorting of keys; a sweep of thousands of trials asks for
  ///   each of them.
  var json: String { String(decoding: bytes, as: UTF8.self) }

  /// The text in UTF-8.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .written(let text): bytes += text
    case .null: bytes += "null".utf8
    case .boolean(let flag): bytes += String(flag).utf8
    case .integer(let integer): bytes += String(integer).utf8
    case .number(let number): bytes += (number == 0 ? "0" : number.shortest).utf8
    case .text(let text): Self.write(text, to: &bytes)
    case .list(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        item.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.write(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// Quotes a text; what is not ASCII stays as it is.
  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += "\\\"".utf8
      case UInt8(ascii: "\\"): bytes += "\\\\".utf8
      case UInt8(ascii: "\n"): bytes += "\\n".utf8
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        bytes += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
      case _: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
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
