internal import Diagnostics

/// A cell that must hold a number and does not.
enum NumberMistake {
  /// Further mistakes of one file say nothing new.
  static let most = 20

  /// Reports a cell with what is usually meant by such a text.
  static func report(
    _ row: Int, _ column: Int, of document: CSVDocument, into diagnostics: inout DiagnosticList
  ) {
    let text = document.text(row, column)
    diagnostics.report(
      .invalidCell, at: document.range(row, column),
      "column '\(document.heads[column])': '\(text)' is not a number", hint: hint(text))
  }

  private static func hint(_ text: String) -> String? {
    if text.contains(","), !text.contains(".") { return "decimals are written with a point" }
    if text.hasSuffix("%") { return "a share is written as a fraction, without a sign" }
    if text.first?.isWhitespace == true || text.last?.isWhitespace == true {
      return "there must be no spaces around a number"
    }
    return nil
  }
}
