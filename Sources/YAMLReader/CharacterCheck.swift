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

  /// A character at an end of a plain text that the eye takes for nothing or for a space.
  ///
  /// Such characters come from copied web pages; YAML takes them for a part of the text, which is
  /// then no valid name for a reason that cannot be seen.
  static func invisibleCharacter(in range: Range<Int>, of map: TextMap) -> Diagnostic? {
    guard let first = range.first, let last = range.last,
      let offset = [first, last].first(where: { isInvisible(map.scalars[$0]) })
    else { return nil }
    let place = offset == first ? "before" : "behind"
    return Diagnostic(
      .encoding, at: map.range(offset, offset + 1),
      "an invisible character (\(codePoint(map.scalars[offset]))) stands \(place) the text",
      hint: "delete it or replace it by a space; quote the text if it is meant")
  }

  /// What a character is called that the eye takes for a space, or `nil` for another one.
  static func nameOfBlank(_ scalar: Unicode.Scalar) -> String? {
    guard isInvisible(scalar) else { return nil }
    return scalar.value == 0xA0
      ? "a no-break space (\(codePoint(scalar)))" : "an invisible character (\(codePoint(scalar)))"
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Joiners (U+200C, U+200D) are left out: words of some languages and emoji end with them.
    case 0xA0, 0xAD, 0x1680, 0x2000...0x200B, 0x200E, 0x200F, 0x2028...0x202F, 0x205F...0x2069,
      0x3000:
      true
    default: false
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
