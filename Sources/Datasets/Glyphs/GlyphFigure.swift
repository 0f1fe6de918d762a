/// One of the ten invented figures: strokes in a square from −1 to 1, with `y` pointing down.
struct GlyphFigure {
  typealias Point = SIMD2<Float>

  var name: String
  /// Each a line through its points.
  var strokes: [[Point]]

  /// In the order of their class numbers; neighbours in pairs differ in one detail.
  static let all: [GlyphFigure] = [
    GlyphFigure(name: "hook", strokes: [arc(0, 0, 0.8, from: 0, quarters: 3)]),
    GlyphFigure(
      name: "barred hook",
      strokes: [arc(0, 0, 0.8, from: 0, quarters: 3), line(-0.8, 0, 0.3, 0)]),
    GlyphFigure(
      name: "balloon", strokes: [arc(0, -0.45, 0.5, from: 0, quarters: 4), line(0, 0.05, 0, 1)]),
    GlyphFigure(
      name: "key",
      strokes: [
        arc(0, -0.45, 0.5, from: 0, quarters: 4), line(0, 0.05, 0, 1), line(-0.45, 0.6, 0.45, 0.6),
      ]),
    GlyphFigure(name: "bolt", strokes: [line(-0.8, -0.7, 0.6, -0.3, -0.6, 0.3, 0.8, 0.7)]),
    GlyphFigure(
      name: "spring", strokes: [line(-0.8, -0.8, 0.7, -0.4, -0.7, 0, 0.7, 0.4, -0.8, 0.8)]),
    GlyphFigure(
      name: "fork", strokes: [line(0, 1, 0, 0), line(-0.7, -0.9, 0, 0, 0.7, -0.9)]),
    GlyphFigure(
      name: "trident", strokes: [line(0, 1, 0, -0.9), line(-0.7, -0.9, 0, 0, 0.7, -0.9)]),
    GlyphFigure(
      name: "gate",
      strokes: [
        line(-0.6, -0.9, -0.6, 0.9), line(0.6, -0.9, 0.6, 0.9), line(-0.6, -0.6, 0.6, -0.6),
      ]
    ),
    GlyphFigure(
      name: "ladder",
      strokes: [
        line(-0.6, -0.9, -0.6, 0.9), line(0.6, -0.9, 0.6, 0.9), line(-0.6, -0.5, 0.6, -0.5),
        line(-0.6, 0.4, 0.6, 0.4),
      ]),
  ]

  /// A line through points given as `x, y, x, y, …`.
  private static func line(_ coordinates: Float...) -> [Point] {
    stride(from: 0, to: coordinates.count, by: 2).map {
      Point(coordinates[$0], coordinates[$0 + 1])
    }
  }

  /// Part of a circle, from a quarter turn on, three straight pieces a quarter.
  ///
  /// The points lie at (1 − t², 2t) / (1 + t²) for t = 0, ⅓, ⅔, which needs no trigonometry.
  private static func arc(
    _ x: Float, _ y: Float, _ radius: Float, from start: Int, quarters: Int
  ) -> [Point] {
    var points: [Point] = []
    for piece in 0...3 * quarters {
      let t = Float(piece % 3) / 3
      let along = (1 - t * t) / (1 + t * t)
      let across = 2 * t / (1 + t * t)
      let turned: Point =
        switch (start + piece / 3) % 4 {
        case 0: Point(along, across)
        case 1: Point(-across, along)
        case 2: Point(-along, -across)
        default: Point(across, -along)
        }
      points.append(Point(x, y) + radius * turned)
    }
    return points
  }
}
