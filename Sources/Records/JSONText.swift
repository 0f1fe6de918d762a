package import Specification

/// JSON written in one fixed way, so that equal values give equal bytes with every Foundation.
package enum JSONText {
  package static func object(_ fields: [(key: String, text: String)]) -> String {
    "{" + fields.map { "\(string($0.key)):\($0.text)" }.joined(separator: ",") + "}"
  }

  package static func array(_ items: some Sequence<String>) -> String {
    "[" + items.joined(separator: ",") + "]"
  }

  /// A number that reads back as the same bits; what is not finite becomes a string.
  package static func number(_ value: Double) -> String {
    if value.isNaN { return "\"NaN\"" }
    if value.isInfinite { return value < 0 ? "\"-Infinity\"" : "\"Infinity\"" }
    return "\(value)"
  }

  package static func curves(_ curves: [Metric: [Double?]]) -> String {
    object(
      curves.sorted { $0.key < $1.key }.map { metric, curve in
        (metric.name, array(curve.map { $0.map(number) ?? "null" }))
      })
  }

  package static func string(_ text: String) -> String {
    // Nearly always nothing has to be escaped, and there are many texts.
    let isPlain = text.utf8.allSatisfy { byte in
      byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != 0x7F
    }
    if isPlain { return "\"\(text)\"" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{0}"..."\u{1F}", "\u{7F}":
        let code = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - code.count) + code
      case _: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
