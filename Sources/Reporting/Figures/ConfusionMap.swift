internal import Foundation
internal import Statistics

/// Confusion matrices as a heat map: one panel for each variant, rows of actual classes.
///
/// A cell's colour and number are the share of the row; right ones are blue, wrong ones red, on scales
/// of their own, because a good classifier's mistakes would not be seen on a common one.
struct ConfusionMap {
  /// The gnuplot script.
  let script: String

  /// The largest share of wrong ones that has a colour of its own; more is not darker.
  private static let darkestMistake = 0.3
  private static let largestNumbered = 12

  /// - Returns: `nil` when there is nothing to draw.
  init?(_ title: String, _ confusions: [Confusion]) {
    guard !confusions.isEmpty else { return nil }
    let layout = Layout(confusions)
    var lines: [String] = []
    for (index, confusion) in confusions.enumerated() {
      lines += ["$p\(index) << EOD"] + Self.cells(confusion) + ["EOD"]
    }
    lines += [
      "set encoding utf8",
      "set terminal svg noenhanced size \(layout.width),\(layout.height)"
        + " font '\(FigureStyle.font),13' background rgb 'white' name 'confusion'",
      "set border 15 lc rgb '\(FigureStyle.axis)' lw 1", "unset key", "unset grid",
      "set style fill solid 1 noborder", "set multiplot",
    ]
    let counts = confusions.map(\.trials.count)
    let (least, most) = (counts.min() ?? 1, counts.max() ?? 1)
    let seeds =
      most == 1 ? "one seed" : "mean of \(least == most ? "" : "up to ")\(most) seeds"
    let subtitle = "share of each actual class in percent; test set, selected settings, \(seeds)"
    for (index, confusion) in confusions.enumerated() {
      let head = index == 0 ? Self.head(title, subtitle, layout) : []
      lines += Self.panel(index, confusion, layout, head)
    }
    lines.append("unset multiplot")
    script = lines.joined(separator: "\n") + "\n"
  }

  /// Column, row from the bottom, colour, number, colour of the number.
  private static func cells(_ confusion: Confusion) -> [String] {
    let count = confusion.classNames.count
    var lines: [String] = []
    for actual in 0..<count {
      for predicted in 0..<count {
        let share = confusion.share(actual, predicted)?.mean ?? 0
        let depth =
          actual == predicted ? share : min(1, share / darkestMistake)
        let colour = shade(depth, isRight: actual == predicted)
        let number = share >= 0.0005 ? NumberText.fixed(100 * share, share >= 0.0995 ? 0 : 1) : ""
        let isNumbered = count <= largestNumbered && !number.isEmpty
        let ink = depth > 0.55 ? 0xFFFFFF : 0x333333
        lines.append(
          "\(predicted) \(count - 1 - actual) \(colour) \"\(isNumbered ? number : "")\" \(ink)")
      }
    }
    return lines
  }

  /// From white to the colour of right or wrong.
  private static func shade(_ depth: Double, isRight: Bool) -> Int {
    let end: [Double] = isRight ? [0x2B, 0x5C, 0x8F] : [0xC6, 0x28, 0x3F]
    return end.reduce(0) { colour, part in
      colour << 8 | Int((255 + (part - 255) * depth).rounded())
    }
  }

  private static func head(_ title: String, _ subtitle: String, _ layout: Layout) -> [String] {
    [
      "set label 1 \(GnuplotScript.quoted(title)) at screen \(number(layout.x(20))),"
        + "\(number(layout.y(25))) left front font ',16' textcolor rgb '\(FigureStyle.text)'",
      "set label 2 \(GnuplotScript.quoted(subtitle)) at screen \(number(layout.x(20))),"
        + "\(number(layout.y(48))) left front font ',12' textcolor rgb '\(FigureStyle.faintText)'",
    ]
  }

  private static func panel(
    _ index: Int, _ confusion: Confusion, _ layout: Layout, _ head: [String]
  ) -> [String] {
    let place = layout.place(of: index)
    let count = confusion.classNames.count
    let names = confusion.classNames.map { $0.shortened(to: Layout.longestClass) }
    let step = max(1, (count + Layout.mostNames - 1) / Layout.mostNames)
    func ticks(_ position: (Int) -> Int) -> String {
      names.enumerated().filter { $0.offset.isMultiple(of: step) }.map { offset, name in
        "\(GnuplotScript.quoted(name).replacing("%", with: "%%")) \(position(offset))"
      }.joined(separator: ", ")
    }
    let accuracy = confusion.accuracy.map { "  \(NumberText.fixed(100 * $0.mean, 2))%" } ?? ""
    let variant = confusion.variant.shortened(
      to: max(8, layout.titleColumns - accuracy.displayWidth))
    return [
      "set lmargin at screen \(number(place.left))", "set rmargin at screen \(number(place.right))",
      "set bmargin at screen \(number(place.bottom))",
      "set tmargin at screen \(number(place.top))", "unset label",
    ] + head + [
      "set title \(GnuplotScript.quoted(variant + accuracy)) font ',13'"
        + " textcolor rgb '\(FigureStyle.text)' offset 0,-0.4",
      "set xrange [-0.5:\(count - 1).5]", "set yrange [-0.5:\(count - 1).5]",
      "set tics scale 0 nomirror textcolor rgb '\(FigureStyle.text)'",
      "set xtics rotate by 45 right (\(ticks { $0 }))",
      "set ytics (\(ticks { count - 1 - $0 }))",
      "set label 3 'actual' at screen \(number(place.actual)),"
        + "\(number((place.bottom + place.top) / 2)) center rotate by 90"
        + " textcolor rgb '\(FigureStyle.text)'",
      "set label 4 'predicted' at screen \(number((place.left + place.right) / 2)),"
        + "\(number(place.predicted)) center textcolor rgb '\(FigureStyle.text)'",
      "plot \\",
      "  $p\(index) using 1:2:($1-0.5):($1+0.5):($2-0.5):($2+0.5):3 with boxxyerror"
        + " lc rgb variable, \\",
      "  $p\(index) using 1:2:4:5 with labels font ',10' textcolor rgb variable",
    ]
  }

  private static func number(_ value: Double) -> String { NumberText.significant(value, 7) }
}

extension ConfusionMap {
  /// Where everything stands, in pixels first and in shares of the picture for gnuplot.
  private struct Layout {
    struct Place {
      var left: Double
      var right: Double
      var bottom: Double
      var top: Double
      var actual: Double
      var predicted: Double
    }

    /// Columns of text in a class's name, and the most names on an axis.
    static let longestClass = 14
    static let mostNames = 20

    private static let headHeight = 66.0
    private static let titleHeight = 32.0
    private static let characterWidth = 7.9
    private static let axisTitle = 26.0

    let columns: Int
    let width: Int
    let height: Int
    private let side: Double
    private let left: Double
    private let below: Double

    init(_ confusions: [Confusion]) {
      columns = confusions.count <= 1 ? 1 : confusions.count <= 4 ? 2 : 3
      let classes = confusions.map(\.classNames.count).max() ?? 1
      side = classes <= 3 ? 150 : classes <= ConfusionMap.largestNumbered ? 340 : 420
      let longest =
        confusions.flatMap(\.classNames).map { min($0.displayWidth, Self.longestClass) }.max() ?? 1
      let names = Double(longest) * Self.characterWidth
      left = Self.axisTitle + names + 20
      below = Self.axisTitle + max(26, names * 0.72 + 16)
      let rows = (confusions.count + columns - 1) / columns
      width = Int((Double(columns) * (left + side) + 28).rounded(.up))
      height = Int(
        (Self.headHeight + Double(rows) * (Self.titleHeight + side + below) + 8).rounded(.up))
    }

    var titleColumns: Int { Int(side / Self.characterWidth) }

    func place(of index: Int) -> Place {
      let (row, column) = (index / columns, index % columns)
      let start = left + Double(column) * (left + side)
      let top =
        Self.headHeight + Self.titleHeight + Double(row) * (Self.titleHeight + side + below)
      return Place(
        left: x(start), right: x(start + side), bottom: y(top + side), top: y(top),
        actual: x(start - left + 14), predicted: y(top + side + below - 14))
    }

    func x(_ pixels: Double) -> Double { pixels / Double(width) }
    func y(_ pixels: Double) -> Double { 1 - pixels / Double(height) }
  }
}
