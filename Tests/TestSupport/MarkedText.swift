/// A text with positions marked inside by `①`, `②`, `③`…; the markers are taken out.
package struct MarkedText {
  /// The text without its markers.
  package private(set) var text: String

  /// Line and column of each marker, both counted from 1, columns in Unicode scalars.
  package private(set) var positions: [String: (line: Int, column: Int)] = [:]

  package init(_ marked: String) {
    var scalars = String.UnicodeScalarView()
    var (line, column) = (1, 1)
    var previousWasReturn = false
    for scalar in marked.unicodeScalars {
      if Self.isMarker(scalar) {
        positions[String(scalar)] = (line, column)
        continue
      }
      scalars.append(scalar)
      if scalar == "\r" || (scalar == "\n" && !previousWasReturn) {
        line += 1
        column = 1
      } else if scalar != "\n" {
        column += 1
      }
      previousWasReturn = scalar == "\r"
    }
    text = String(scalars)
  }

  /// The circled digits and numbers up to 20.
  private static func isMarker(_ scalar: Unicode.Scalar) -> Bool {
    (0x2460...0x2473).contains(scalar.value)
  }
}
