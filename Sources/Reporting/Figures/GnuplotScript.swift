/// Writes a figure as a gnuplot script: data inside, SVG to standard output.
struct GnuplotScript {
  private let figure: Figure
  private let layout: FigureLayout
  private var lines: [String] = []

  static func text(_ figure: Figure) -> String {
    var script = GnuplotScript(figure)
    script.write()
    return script.lines.joined(separator: "\n") + "\n"
  }

  private init(_ figure: Figure) {
    self.figure = figure
    layout = FigureLayout(figure)
  }

  private mutating func add(_ line: String) { lines.append(line) }

  private mutating func write() {
    writeData()
    add("set encoding utf8")
    add(
      "set terminal svg noenhanced size \(layout.width),\(layout.height)"
        + " font '\(FigureStyle.font),13' background rgb 'white' name '\(identifier)'")
    add("set border 3 lc rgb '\(FigureStyle.axis)' lw 1")
    add("set tics nomirror out scale 0.6 textcolor rgb '\(FigureStyle.text)'")
    add("set grid xtics ytics lt 1 lc rgb '\(FigureStyle.grid)' lw 1")
    add("set style fill transparent solid 0.18 noborder")
    if figure.panels.contains(where: { $0.series.contains(where: \.showsBars) }) {
      add("set errorbars 0.6")
    }
    add("unset key")
    add("set multiplot")
    for index in figure.panels.indices { writePanel(index) }
    add("unset multiplot")
  }

  // MARK: Data

  private mutating func writeData() {
    for (panel, content) in figure.panels.enumerated() {
      for (number, series) in content.series.enumerated() {
        add("\(block(panel, number)) << EOD")
        for point in series.points {
          let band = point.band.map { [$0.lowerBound, $0.upperBound] } ?? []
          add(([point.x, point.y] + band).map(Self.number).joined(separator: " "))
        }
        add("EOD")
      }
    }
  }

  private func block(_ panel: Int, _ series: Int) -> String { "$p\(panel)s\(series)" }

  // MARK: Panels

  private mutating func writePanel(_ index: Int) {
    let panel = figure.panels[index]
    let place = layout.place(of: index)
    add("set lmargin at screen \(Self.number(place.left))")
    add("set rmargin at screen \(Self.number(place.right))")
    add("set bmargin at screen \(Self.number(place.bottom))")
    add("set tmargin at screen \(Self.number(place.top))")
    add("unset label")
    if index == 0 { writeHead() }
    add(
      "set title \(Self.quoted(panel.title)) font ',13' textcolor rgb '\(FigureStyle.text)' offset 0,-0.4"
    )
    writeAxis("x", figure.abscissa, isLabelled: place.isAtBottom)
    writeAxis("y", panel.ordinate, isLabelled: place.isAtLeft || !figure.sharesOrdinate)
    writeAxisTitles(index)
    writeMarks(panel.diverged)
    if index == 0 { writeLegend() } else { add("unset key") }
    writeCurves(index)
  }

  /// Title and subtitle, as labels on the whole picture.
  private mutating func writeHead() {
    add(
      "set label 1 \(Self.quoted(figure.title)) at screen \(Self.number(layout.titleLeft)),"
        + "\(Self.number(layout.titleTop)) left front font ',16'"
        + " textcolor rgb '\(FigureStyle.text)'")
    if !figure.subtitle.isEmpty {
      add(
        "set label 2 \(Self.quoted(figure.subtitle)) at screen \(Self.number(layout.titleLeft)),"
          + "\(Self.number(layout.subtitleTop)) left front font ',12'"
          + " textcolor rgb '\(FigureStyle.faintText)'")
    }
  }

  private mutating func writeAxis(_ axis: String, _ content: Axis, isLabelled: Bool) {
    add(content.isLogarithmic ? "set logscale \(axis)" : "unset logscale \(axis)")
    add("set \(axis)range [\(Self.number(content.lower)):\(Self.number(content.upper))]")
    let ticks = content.ticks.map { tick in
      "\(label(isLabelled ? tick.label : "")) \(Self.number(tick.position))"
    }
    add("set \(axis)tics (\(ticks.joined(separator: ", ")))")
  }

  /// The titles of both axes; gnuplot's own would stand closer or farther with each terminal.
  private mutating func writeAxisTitles(_ index: Int) {
    let place = layout.place(of: index)
    if place.isAtLeft || !figure.sharesOrdinate {
      add(
        "set label 3 \(Self.quoted(figure.panels[index].ordinate.title))"
          + " at screen \(Self.number(place.ordinateTitle)),"
          + "\(Self.number((place.bottom + place.top) / 2)) center rotate by 90"
          + " textcolor rgb '\(FigureStyle.text)'")
    }
    if place.isAtBottom {
      add(
        "set label 4 \(Self.quoted(figure.abscissa.title))"
          + " at screen \(Self.number((place.left + place.right) / 2)),"
          + "\(Self.number(place.abscissaTitle)) center textcolor rgb '\(FigureStyle.text)'")
    }
  }

  /// Crosses at the upper edge where every setting diverged, those of one place below each other.
  private mutating func writeMarks(_ marks: [Figure.Mark]) {
    for (number, mark) in marks.enumerated() {
      let above = marks.prefix(number).count { $0.x == mark.x }
      add(
        "set label \(10 + number) '' at first \(Self.number(mark.x)),"
          + " graph \(Self.number(1 - 0.045 * Double(above))) front"
          + " point pt 2 ps 0.9 lw 2 lc rgb '\(FigureStyle.colour(mark.colour))'")
    }
  }

  private mutating func writeLegend() {
    add(
      "set key at screen \(Self.number(layout.legendLeft)),\(Self.number(layout.legendTop))"
        + " left top vertical maxrows \(max(1, figure.legend.count)) Left reverse samplen 2.2"
        + " spacing 1.35 textcolor rgb '\(FigureStyle.text)'")
  }

  private mutating func writeCurves(_ index: Int) {
    let panel = figure.panels[index]
    var plots: [String] = []
    for (number, series) in panel.series.enumerated()
    where series.points.contains(where: { $0.band != nil }) {
      // A logarithmic axis has no place for a band that reaches zero.
      let floor =
        panel.ordinate.isLogarithmic
        ? "($3 > 0 ? $3 : \(Self.number(panel.ordinate.lower)))" : "3"
      // Points of size 0 would be drawn with a scale of 0, which some viewers refuse.
      let form =
        series.hasBars
        ? "using 1:2:\(floor):4 with yerrorbars notitle pt 0 lw 1.2"
        : "using 1:\(floor):4 with filledcurves notitle"
      plots.append(
        "\(block(index, number)) \(form) lc rgb '\(FigureStyle.colour(series.colour))'")
    }
    for (number, series) in panel.series.enumerated() {
      plots.append("\(block(index, number)) using 1:2 \(style(series)) notitle")
    }
    if index == 0 { plots += figure.legend.map(legendEntry) }
    // A panel without anything still shows its axes.
    if plots.isEmpty { plots = ["1/0 notitle"] }
    add("plot \\\n  " + plots.joined(separator: ", \\\n  "))
  }

  private func style(_ series: Figure.Series) -> String {
    let colour = FigureStyle.colour(series.colour)
    if series.isBackground {
      return "with points pt 7 ps 0.45 lc rgb '\(FigureStyle.pale(series.colour))'"
    }
    let dash = FigureStyle.dash(series.colour, series.pattern)
    // A line through few points needs marks, and one point is no line at all.
    if series.points.count <= FigureStyle.mostMarkedPoints {
      return "with linespoints pt 7 ps 0.5 lw 2 dt \(dash) lc rgb '\(colour)'"
    }
    return "with lines lw 2 dt \(dash) lc rgb '\(colour)'"
  }

  private func legendEntry(_ entry: Figure.LegendEntry) -> String {
    let title = "title \(Self.quoted(entry.name))"
    switch entry.sample {
    case .line(let colour, let pattern):
      return "keyentry with lines lw 3 dt \(FigureStyle.dash(colour, pattern))"
        + " lc rgb '\(FigureStyle.colour(colour))' \(title)"
    case .pattern(let pattern):
      return "keyentry with lines lw 2 dt \(FigureStyle.dash(0, pattern))"
        + " lc rgb '\(FigureStyle.faintText)' \(title)"
    case .none: return "keyentry with lines lw 0 lc rgb 'white' \(title)"
    case .cross(let colour):
      let shade = colour.map(FigureStyle.colour) ?? FigureStyle.faintText
      return "keyentry with points pt 2 ps 0.9 lw 2 lc rgb '\(shade)' \(title)"
    }
  }

  // MARK: Text

  /// A single-quoted string, in which gnuplot changes and runs nothing.
  ///
  /// Double quotes would run what stands in backquotes. Doubled single quotes are misread at the
  /// start of a string, so an apostrophe becomes the typographic one.
  static func quoted(_ text: String) -> String {
    let safe = text.map { character -> Character in
      if character == "'" { return "’" }
      let isControl = character.unicodeScalars.contains {
        $0.properties.generalCategory == .control
      }
      return character.isNewline || isControl ? " " : character
    }
    return "'\(String(safe))'"
  }

  /// A tick's label, in which a percent sign would begin a format.
  private func label(_ text: String) -> String { Self.quoted(text.replacing("%", with: "%%")) }

  /// The figure's name with the characters that the SVG terminal allows.
  private var identifier: String {
    String(figure.name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }

  private static func number(_ value: Double) -> String { NumberText.significant(value, 7) }
}
