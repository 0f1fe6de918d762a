/// The text of one source and the name that messages show for it.
///
/// Besides files this may be a command-line argument (`--set learning_rate=0.1`), so that a
/// mistake in it is pointed at in the same way.
package final class SourceFile: Sendable {
  /// The path as the user gave it, or a label such as `--set`.
  package let name: String

  /// The whole text, without a byte order mark.
  package let text: String

  /// The lines of `text` without their terminators (`\n`, `\r\n` or `\r`); never empty.
  package let lines: [String]

  package init(name: String, text: String) {
    self.name = name
    self.text = text
    lines = Self.split(text)
  }

  private static func split(_ text: String) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var previousWasReturn = false
    for scalar in text.unicodeScalars {
      if scalar == "\n" && previousWasReturn {
        previousWasReturn = false
        continue
      }
      previousWasReturn = scalar == "\r"
      if scalar == "\n" || scalar == "\r" {
        lines.append(String(line))
        line.removeAll()
      } else {
        line.append(scalar)
      }
    }
    lines.append(String(line))
    return lines
  }

  /// The text of a line, counted from 1; a number outside the file gives an empty line.
  package func line(_ number: Int) -> String {
    lines.indices.contains(number - 1) ? lines[number - 1] : ""
  }
}
