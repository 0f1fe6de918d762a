internal import Diagnostics
internal import Foundation
internal import Reporting

/// Reads `predictions.csv`.
enum PredictionsReader {
  /// The bits by variant and seed.
  static func read(
    _ document: CSVDocument, into diagnostics: inout DiagnosticList
  ) -> [String: [String: Predictions]] {
    var columns: [String: Int] = [:]
    for name in PredictionsFile.heads {
      columns[name] = document.column(name)
      if columns[name] == nil {
        diagnostics.report(
          .missingColumn, at: document.headRange(), "there is no column '\(name)'")
      }
    }
    guard !diagnostics.hasErrors, let variant = columns["variant"], let seed = columns["seed"],
      let tier = columns["tier"], let testSet = columns["test_set"],
      let examples = columns["examples"], let correct = columns["correct"]
    else { return [:] }
    var result: [String: [String: Predictions]] = [:]
    for row in 0..<document.rowCount {
      guard let count = Int(document.text(row, examples)), (1...Int(Int32.max)).contains(count)
      else {
        diagnostics.report(
          .invalidCell, at: document.range(row, examples),
          "column 'examples': '\(document.text(row, examples))' is not a number of examples")
        continue
      }
      let bits = Data(base64Encoded: document.text(row, correct)).map(Array.init) ?? []
      let used: UInt8 = count.isMultiple(of: 8) ? 0xFF : (1 << UInt8(count % 8)) - 1
      guard bits.count == (count + 7) / 8, (bits.last ?? 0) & ~used == 0 else {
        diagnostics.report(
          .invalidCell, at: document.range(row, correct),
          "column 'correct': these are not \(count) bits in base 64")
        continue
      }
      result[document.text(row, variant), default: [:]][document.text(row, seed)] = Predictions(
        tier: document.text(row, tier), testSet: document.text(row, testSet), count: count,
        correct: bits)
    }
    return result
  }
}
