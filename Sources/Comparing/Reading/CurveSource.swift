internal import Diagnostics

/// A file of curves that is read when somebody wants them drawn.
package struct CurveSource: Sendable {
  let tree: any FileTree
  let path: String
  let label: String

  /// Values by variant and seed of one metric; the place in the list is the epoch.
  typealias Curves = [String: [String: [Double?]]]

  /// More epochs than anyone draws.
  private static let mostEpochs = 1_000_000

  /// The curves of one metric.
  ///
  /// - Returns: Empty when there is no file of curves; `nil` when there is a mistake in it.
  func curves(of metric: String, into diagnostics: inout DiagnosticList) throws(SourceError)
    -> Curves?
  {
    guard try tree.kind(path) == .file else { return [:] }
    guard let document = CSVReader.read(try tree.read(path), name: label, into: &diagnostics) else {
      return nil
    }
    let heads = ["variant", "seed", "epoch", "metric", "value"]
    let columns = heads.compactMap(document.column)
    guard columns.count == heads.count else {
      diagnostics.report(
        .missingColumn, at: document.headRange(),
        "a file of curves needs the columns \(heads.joined(separator: ", "))")
      return nil
    }
    var curves: Curves = [:]
    for row in 0..<document.rowCount where document.text(row, columns[3]) == metric {
      guard let epoch = Int(document.text(row, columns[2])), (1...Self.mostEpochs).contains(epoch)
      else {
        diagnostics.report(
          .invalidCell, at: document.range(row, columns[2]),
          "column 'epoch': '\(document.text(row, columns[2]))' is not an epoch")
        return nil
      }
      let (variant, seed) = (document.text(row, columns[0]), document.text(row, columns[1]))
      var curve = curves[variant]?[seed] ?? []
      while curve.count < epoch { curve.append(nil) }
      curve[epoch - 1] = document.number(row, columns[4])
      curves[variant, default: [:]][seed] = curve
    }
    return curves
  }
}
