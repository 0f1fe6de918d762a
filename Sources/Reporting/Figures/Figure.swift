/// A picture before it becomes a script: panels with common style and one legend.
struct Figure: Hashable, Sendable {
  /// One curve, possibly with a band around it.
  struct Series: Hashable, Sendable {
    struct Point: Hashable, Sendable {
      var x: Double
      var y: Double
      /// Ends of the confidence interval.
      var band: ClosedRange<Double>?
    }

    var points: [Point]
    /// Index into the palette.
    var colour: Int
    /// Index into the line patterns.
    var pattern: Int
    /// Small pale marks without a line, for settings that are not the best at their place.
    var isBackground = false
    /// Whether intervals are bars at the points and not a band along the line.
    var hasBars = false

    var showsBars: Bool { hasBars && points.contains { $0.band != nil } }
  }

  struct Panel: Hashable, Sendable {
    var title: String
    var series: [Series]
    var ordinate: Axis
    /// Places on the abscissa where every setting diverged, by colour.
    var diverged: [Mark]
  }

  /// A place on the abscissa.
  struct Mark: Hashable, Sendable {
    var x: Double
    var colour: Int
  }

  struct LegendEntry: Hashable, Sendable {
    enum Sample: Hashable, Sendable {
      case line(colour: Int, pattern: Int)
      /// A pattern without a colour of its own.
      case pattern(Int)
      /// A name whose curve is missing.
      case none
      /// The cross of a diverged setting, in a variant's colour or in none.
      case cross(colour: Int?)
    }

    var name: String
    var sample: Sample
  }

  var name: String
  var title: String
  /// One line below the title; empty where there is nothing to explain.
  var subtitle: String
  var abscissa: Axis
  var panels: [Panel]
  /// Whether all panels have the same ordinate, which is then written once a row.
  var sharesOrdinate: Bool
  var legend: [LegendEntry]
}
