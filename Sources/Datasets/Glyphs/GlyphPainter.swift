internal import Randomness

/// Draws the pictures of `glyphs`.
///
/// Only + − × ÷ √ and comparisons of `Float` are used, each rounded by itself as IEEE 754 demands,
/// so that every machine draws the same bytes. Example i depends on i alone.
struct GlyphPainter {
  typealias Point = SIMD2<Float>

  static let size = 28

  /// Share of training labels that are replaced by another class.
  static let labelNoise: Float = 0.04

  private let figures = GlyphFigure.all
  private let stream: RandomStream
  private let labels: RandomStream
  private let hasWrongLabels: Bool
  private var canvas = [Float](repeating: 0, count: size * size)

  /// Makes the painter of one part of the set.
  ///
  /// - Parameters:
  ///   - part: `training` or `test`; their pictures are independent.
  ///   - hasWrongLabels: Whether some labels are replaced.
  init(part: String, hasWrongLabels: Bool) {
    stream = RandomStream(seed: 28, .glyphs, name: part)
    labels = RandomStream(seed: 28, .glyphs, name: "\(part) labels")
    self.hasWrongLabels = hasWrongLabels
  }

  /// Draws one example.
  ///
  /// - Parameters:
  ///   - example: Its number, from 0.
  ///   - pixels: The picture is added to it, row by row.
  /// - Returns: The label.
  mutating func paint(example: Int, into pixels: inout [UInt8]) -> UInt8 {
    var dice = GlyphDice(stream, example: example)
    let figure = self.figure(of: example)
    for index in canvas.indices { canvas[index] = 0 }
    paintClutter(&dice)
    paintFigure(figures[figure], &dice)
    paintPatches(&dice)
    develop(&dice, into: &pixels)
    guard hasWrongLabels, dice.share() < Self.labelNoise else { return UInt8(figure) }
    let shift = 1 + dice.integer(below: figures.count - 1)
    return UInt8((figure + shift) % figures.count)
  }

  /// Every ten examples hold each figure once, in random order.
  private func figure(of example: Int) -> Int {
    var order = Array(figures.indices)
    var dice = GlyphDice(labels, example: example / figures.count)
    for last in stride(from: order.count - 1, to: 0, by: -1) {
      order.swapAt(last, dice.integer(below: last + 1))
    }
    return order[example % figures.count]
  }

  /// The figure itself, moved, turned, stretched, sheared and bent a little.
  private mutating func paintFigure(_ figure: GlyphFigure, _ dice: inout GlyphDice) {
    let half = Float(Self.size) / 2
    // A turn by the angle whose half has tangent t.
    let t = dice.number(-0.25, 0.25)
    let cosine = (1 - t * t) / (1 + t * t)
    let sine = 2 * t / (1 + t * t)
    let width = dice.number(7, 10)
    let height = dice.number(7, 10)
    let shear = dice.number(-0.25, 0.25)
    let middle = Point(half + dice.number(-2, 2), half + dice.number(-2, 2))
    let radius = dice.number(0.6, 1.6)
    let brightness = dice.number(0.45, 1)
    let wobble: Float = 0.8
    for stroke in figure.strokes {
      var previous: Point?
      for point in stroke {
        let x = width * (point.x + shear * point.y)
        let y = height * point.y
        let jitter = Point(dice.number(-wobble, wobble), dice.number(-wobble, wobble))
        let next = middle + Point(cosine * x - sine * y, sine * x + cosine * y) + jitter
        if let previous { paintLine(previous, next, radius, brightness) }
        previous = next
      }
    }
  }

  /// Short strokes that belong to nothing.
  private mutating func paintClutter(_ dice: inout GlyphDice) {
    let extent = Float(Self.size)
    for _ in 0..<dice.integer(below: 4) {
      let start = Point(dice.number(0, extent), dice.number(0, extent))
      let end = start + Point(dice.number(-9, 9), dice.number(-9, 9))
      paintLine(start, end, dice.number(0.4, 1.2), dice.number(0.3, 0.9))
    }
  }

  /// Rectangles of one brightness that hide what is below them.
  private mutating func paintPatches(_ dice: inout GlyphDice) {
    for _ in 0..<dice.integer(below: 3) {
      let left = dice.integer(below: Self.size)
      let top = dice.integer(below: Self.size)
      let width = 2 + dice.integer(below: 5)
      let height = 2 + dice.integer(below: 5)
      let brightness = dice.number(0, 0.7)
      for y in top..<min(top + height, Self.size) {
        for x in left..<min(left + width, Self.size) { canvas[y * Self.size + x] = brightness }
      }
    }
  }

  /// A straight stroke with round ends and a soft edge of one pixel; the brighter one stays.
  private mutating func paintLine(
    _ start: Point, _ end: Point, _ radius: Float, _ brightness: Float
  ) {
    let reach = radius + 0.5
    let low = Point(min(start.x, end.x) - reach, min(start.y, end.y) - reach)
    let high = Point(max(start.x, end.x) + reach, max(start.y, end.y) + reach)
    let last = Float(Self.size - 1)
    guard high.x >= 0, high.y >= 0, low.x <= last, low.y <= last else { return }
    let direction = end - start
    let length = direction.x * direction.x + direction.y * direction.y
    let inverse = length > 0 ? 1 / length : 0
    for y in Int(max(low.y, 0))...Int(min(high.y, last)) {
      let down = Float(y) - start.y
      for x in Int(max(low.x, 0))...Int(min(high.x, last)) {
        let right = Float(x) - start.x
        let along = min(max((right * direction.x + down * direction.y) * inverse, 0), 1)
        let offX = right - along * direction.x
        let offY = down - along * direction.y
        let squared = offX * offX + offY * offY
        guard squared < reach * reach else { continue }
        let value = brightness * min(reach - squared.squareRoot(), 1)
        let index = y * Self.size + x
        canvas[index] = max(canvas[index], value)
      }
    }
  }

  /// Adds a sloping background and noise, and turns brightness into bytes.
  private func develop(_ dice: inout GlyphDice, into pixels: inout [UInt8]) {
    let base = dice.number(0, 0.25)
    let slopeX = dice.number(-0.15, 0.15) / Float(Self.size)
    let slopeY = dice.number(-0.15, 0.15) / Float(Self.size)
    let grain = dice.number(0.05, 0.35) / 256
    var index = 0
    for y in 0..<Self.size {
      var words = SIMD4<UInt32>()
      for x in 0..<Self.size {
        // Two bytes a pixel: their difference has a triangular distribution around 0.
        if x.isMultiple(of: 8) { words = dice.fourWords() }
        let pair = words[x % 8 / 2] >> (x.isMultiple(of: 2) ? 0 : 16)
        let noise = Float(Int32(pair & 0xFF) - Int32(pair >> 8 & 0xFF)) * grain
        let light = base + slopeX * Float(x) + slopeY * Float(y)
        let value = light + (1 - light) * canvas[index] + noise
        pixels.append(UInt8(min(max(value, 0), 1) * 255))
        index += 1
      }
    }
  }
}
