/// Breaks a text at spaces into lines that take at most a number of columns.
///
/// A word that is longer stands on a line of its own. Line feeds in the text are kept as breaks.
///
/// - Parameters:
///   - text: The text; what a terminal would obey is made visible.
///   - width: The columns of a line.
/// - Returns: The lines without line feeds; at least one.
package func wordWrapped(_ text: String, width: Int) -> [String] {
  text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
    var lines: [String] = []
    var line: String?
    for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
      let word = DisplayLine.visible(String(word))
      let longer = line.map { "\($0) \(word)" } ?? word
      if line == nil || DisplayLine(longer).width <= width {
        line = longer
      } else {
        if let line { lines.append(line) }
        line = word
      }
    }
    return lines + [line ?? ""]
  }
}
