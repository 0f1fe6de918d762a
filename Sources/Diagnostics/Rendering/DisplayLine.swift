/// A line of text as a terminal shows it: each Unicode scalar with the columns it takes.
///
/// Tabs become spaces, and what a terminal would obey instead of show becomes visible, so that an
/// excerpt can neither be shifted nor coloured by the file it comes from.
struct DisplayLine {
  private struct Cell {
    var text: String
    var width: Int
  }

  private var cells: [Cell] = []

  init(_ line: String) {
    var column = 0
    var isJoined = false
    for scalar in line.unicodeScalars {
      var cell = Cell(text: Self.visible(scalar), width: isJoined ? 0 : Self.width(of: scalar))
      if scalar == "\t" {
        cell.width = Self.tabWidth - column % Self.tabWidth
        cell.text = String(repeating: " ", count: cell.width)
      }
      isJoined = scalar == "\u{200D}"
      column += cell.width
      cells.append(cell)
    }
  }

  /// The distance of tab stops.
  static let tabWidth = 4

  /// The columns that the first `count` scalars take.
  func width(ofFirst count: Int) -> Int {
    cells.prefix(max(0, count)).reduce(0) { $0 + $1.width }
  }

  /// The text between two columns, and the columns it really takes.
  ///
  /// A wide character that a border cuts is left out.
  func text(columns: Range<Int>) -> (text: String, start: Int, end: Int) {
    var text = ""
    var start: Int?
    var column = 0
    var end = columns.lowerBound
    for cell in cells {
      let next = column + cell.width
      if column >= columns.lowerBound && next <= columns.upperBound {
        // A mark that combines with a character left of the border goes with that character.
        if start != nil || cell.width > 0 || column == 0 {
          start = start ?? column
          text += cell.text
          end = next
        }
      }
      column = next
    }
    return (text, start ?? columns.lowerBound, end)
  }

  var width: Int { width(ofFirst: cells.count) }
}

extension DisplayLine {
  /// A text with everything made visible that a terminal would obey.
  static func visible(_ text: String) -> String {
    text.unicodeScalars.map { visible($0) }.joined()
  }

  private static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value).map { String($0) } ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    // Marks that turn the direction of writing could make a line read as another one.
    case 0x80..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0x200B, 0x200E, 0x200F, 0xFEFF: "\u{FFFD}"
    default: String(scalar)
    }
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break  // an enumeration of the standard library; the others take room
    }
    if scalar == "\u{200C}" || scalar == "\u{200D}" || scalar.properties.isEmojiModifier {
      return 0
    }
    if scalar.properties.isEmojiPresentation, !(0x1F1E6...0x1F1FF).contains(scalar.value) {
      return 2
    }
    return wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// The blocks that Unicode's East Asian Width calls wide or full-width.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
    0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD,
  ]
}
