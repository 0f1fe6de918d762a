internal import Diagnostics

/// Finds characters that YAML does not allow anywhere.
enum CharacterCheck {
  /// The first character that must not be in a text, as a diagnostic.
  static func firstMistake(in map: TextMap) -> Diagnostic? {
    guard let offset = map.scalars.firstIndex(where: { !isAllowed($0) }) else { return nil }
    let scalar = map.scalars[offset]
    let name = codePoint(scalar)
    let range = map.range(offset, offset + 1)
    return switch scalar.value {
    case 0:
      Diagnostic(
        .encoding, at: range, "a NUL character (\(name)) stands in the text",
        hint: "is this a binary file, or saved as UTF-16? Save it as UTF-8")
    case 0xFEFF:
      Diagnostic(
        .encoding, at: range, "a byte order mark (\(name)) stands inside the text",
        hint: "delete this invisible character; it usually comes from joining two files")
    default:
      Diagnostic(
        .encoding, at: range, "the control character \(name) is not allowed in YAML",
        hint: "delete it, or write it as an escape in double quotes: \"\\u\(name.dropFirst(2))\"")
    }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xFEFE, 0xFF00...0xFFFD, 0x10000...: true
    default: false
    }
  }

  private static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
