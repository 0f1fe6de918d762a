/// Where everything in a figure stands, in pixels first and in shares of the picture for gnuplot.
struct FigureLayout {
  struct Place {
    var left: Double
    var right: Double
    var bottom: Double
    var top: Double
    /// The middle lines of the axes' titles.
    var ordinateTitle: Double
    var abscissaTitle: Double
    var isAtLeft: Bool
    /// Whether no panel stands below.
    var isAtBottom: Bool
  }

  /// The most columns of text in the legend and above a panel.
  static let longestName = 34
  static let longestTitle = 32

  /// With labels of `usualLabel` characters; longer ones move the title away from the axis.
  private static let usualAxisWidth = 74.0
  private static let usualOrdinateTitleGap = 59.0
  private static let usualLabel = 4
  private static let abscissaTitleGap = 46.0
  private static let axisHeight = 66.0
  private static let innerGap = 28.0
  private static let panelTitleHeight = 30.0
  private static let headHeight = 76.0
  private static let legendGap = 22.0
  private static let characterWidth = 7.9
  private static let legendRowHeight = 27.0
  private static let legendSampleWidth = 64.0

  let columns: Int
  let width: Int
  let height: Int
  private let count: Int
  private let panelWidth: Double
  private let panelHeight: Double
  private let columnGap: Double
  private let rowGap: Double
  private let titleHeight: Double
  private let axisWidth: Double
  private let ordinateTitleGap: Double
  private let gridRight: Double

  init(_ figure: Figure) {
    let labels = figure.panels.flatMap { $0.ordinate.ticks.map(\.label.displayWidth) }
    let excess = Double(max(0, (labels.max() ?? 0) - Self.usualLabel)) * Self.characterWidth
    axisWidth = Self.usualAxisWidth + excess
    ordinateTitleGap = Self.usualOrdinateTitleGap + excess
    count = figure.panels.count
    columns = count <= 1 ? 1 : count <= 4 ? 2 : 3
    let rows = (count + columns - 1) / columns
    panelWidth = columns == 1 ? 580 : columns == 2 ? 340 : 270
    panelHeight = columns == 1 ? 360 : rows == 1 ? 280 : 200
    titleHeight = figure.panels.contains { !$0.title.isEmpty } ? Self.panelTitleHeight : 0
    columnGap = figure.sharesOrdinate ? Self.innerGap : axisWidth + 6
    rowGap = titleHeight + Self.innerGap
    gridRight =
      axisWidth + Double(columns) * panelWidth + Double(columns - 1) * columnGap
    let longest = figure.legend.map { $0.name.displayWidth }.max() ?? 0
    let legend = Self.legendSampleWidth + Double(longest) * Self.characterWidth
    width = Int((gridRight + Self.legendGap + legend).rounded(.up))
    let grid =
      titleHeight + Double(rows) * panelHeight + Double(rows - 1) * rowGap + Self.axisHeight
    let list = titleHeight + Double(figure.legend.count) * Self.legendRowHeight
    height = Int((Self.headHeight + max(grid, list)).rounded(.up))
  }

  func place(of index: Int) -> Place {
    let (row, column) = (index / columns, index % columns)
    let left = axisWidth + Double(column) * (panelWidth + columnGap)
    let top = Self.headHeight + titleHeight + Double(row) * (panelHeight + rowGap)
    return Place(
      left: x(left), right: x(left + panelWidth), bottom: y(top + panelHeight), top: y(top),
      ordinateTitle: x(left - ordinateTitleGap),
      abscissaTitle: y(top + panelHeight + Self.abscissaTitleGap), isAtLeft: column == 0,
      isAtBottom: index + columns >= count)
  }

  var titleLeft: Double { x(20) }
  var titleTop: Double { y(25) }
  var subtitleTop: Double { y(48) }
  var legendLeft: Double { x(gridRight + Self.legendGap) }
  var legendTop: Double { y(Self.headHeight + titleHeight - 4) }

  private func x(_ pixels: Double) -> Double { pixels / Double(width) }
  private func y(_ pixels: Double) -> Double { 1 - pixels / Double(height) }
}
