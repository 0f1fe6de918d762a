extension String {
  /// The number of terminal columns that the text takes in a fixed-width font.
  package var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

  /// The text with spaces up to a width, in front or behind.
  package func padded(to width: Int, right: Bool) -> String {
    let padding = String(repeating: " ", count: max(0, width - displayWidth))
    return right ? padding + self : self + padding
  }

  /// The text, or its start with an ellipsis, that fits into a number of columns.
  package func shortened(to width: Int) -> String {
    guard displayWidth > width else { return self }
    var (result, used) = ("", 0)
    for character in self {
      used += character.displayWidth
      if used > width - 1 { break }
      result.append(character)
    }
    return result + "…"
  }
}

extension Character {
  /// 0 for marks and controls alone, 2 for East Asian wide characters and emoji, else 1.
  package var displayWidth: Int {
    guard let first = unicodeScalars.first else { return 0 }
    // U+FE0F asks for the coloured picture of what may also be text.
    if unicodeScalars.contains("\u{FE0F}") { return 2 }
    return first.displayWidth
  }
}

extension Unicode.Scalar {
  fileprivate var displayWidth: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    case _: break
    }
    if properties.isEmojiPresentation { return 2 }
    return Self.wide.contains { $0.contains(value) } ? 2 : 1
  }

  /// Blocks whose characters are wide throughout (Unicode Standard Annex 11).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F,  // Hangul initials
    0x2E80...0x303E,  // radicals, ideographic punctuation
    0x3041...0x33FF,  // kana, bopomofo, compatibility letters
    0x3400...0x4DBF, 0x4E00...0x9FFF,  // ideographs
    0xA000...0xA4CF, 0xA960...0xA97C,  // Yi, Hangul extension
    0xAC00...0xD7A3,  // Hangul syllables
    0xF900...0xFAFF,  // compatibility ideographs
    0xFE30...0xFE6F,  // vertical and small forms
    0xFF01...0xFF60, 0xFFE0...0xFFE6,  // full-width forms
    0x1F300...0x1F64F, 0x1F900...0x1F9FF,  // pictures
    0x20000...0x3FFFD,  // further ideographs
  ]
}
