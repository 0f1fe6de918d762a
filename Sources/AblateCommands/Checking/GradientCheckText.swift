internal import Foundation
internal import Reporting
internal import Training

/// Writes what a comparison of gradients found.
struct GradientCheckText {
  let check: GradientCheck
  let variant: String

  init(_ check: GradientCheck, variant: String) {
    self.check = check
    self.variant = variant
  }

  /// A table with a line for each tensor; each line ends with a line feed.
  var text: String {
    var cells = [["tensor", "checked", "kinks", "largest error", "error of norms", ""]]
    for tensor in check.tensors {
      let checked =
        tensor.pairs.count + tensor.kinks == tensor.count
        ? "\(tensor.pairs.count)" : "\(tensor.pairs.count) of \(tensor.count)"
      let isZero = check.isZero(tensor) && !tensor.pairs.isEmpty
      cells.append([
        tensor.name, checked, "\(tensor.kinks)",
        isZero ? "-" : check.worst(of: tensor).map { Self.number($0.error) } ?? "-",
        isZero || tensor.pairs.isEmpty ? "-" : Self.number(check.normError(of: tensor)),
        verdict(tensor, isZero: isZero),
      ])
    }
    let widths = cells[0].indices.map { column in cells.map { $0[column].displayWidth }.max() ?? 0 }
    let lines = cells.map { line in
      line.enumerated().map { column, cell in
        cell.padded(to: widths[column], right: (1...4).contains(column))
      }.joined(separator: "  ").trimmingTrailingSpaces
    }
    let examples = check.exampleCount == 1 ? "1 example" : "\(check.exampleCount) examples"
    return "\(variant): cost \(NumberText.significant(check.cost, 6)) of \(examples), "
      + "largest derivative \(Self.number(check.largest)), E = \(Self.number(check.epsilon))\n"
      + lines.map { "  \($0)\n" }.joined()
  }

  private func verdict(_ tensor: GradientCheck.Tensor, isZero: Bool) -> String {
    if tensor.pairs.isEmpty { return "fails: all values are at kinks" }
    if isZero { return "zero" }
    guard !check.passes(tensor) else { return "" }
    guard let pair = check.worst(of: tensor)?.pair else { return "fails" }
    return "fails: \(pair.analytic) against \(pair.numeric) at \(pair.place)"
  }

  /// `3.21e-09`.
  private static func number(_ value: Double) -> String {
    value == 0 ? "0" : String(format: "%.2e", value)
  }
}
