import Engine

/// Derivatives by the engine and by finite differences, coordinate by coordinate.
struct GradientCheck {
  struct Coordinate {
    var name: String
    var analytic: Double
    var numeric: Double
  }

  /// How a function is differentiated numerically.
  enum Smoothness {
    /// Smooth: four points 1e-3 apart, whose error is of the fourth order.
    case smooth
    /// With kinks: two points 2e-6 away; a coordinate whose one-sided differences disagree is
    /// taken for one that crosses a kink and is skipped.
    case kinked
  }

  private(set) var coordinates: [Coordinate] = []
  private(set) var skipped = 0
  /// The largest |derivative| of the whole function, which says what counts as zero.
  let largest: Double
  /// The least size that errors are compared with: what rounding leaves of small derivatives.
  let epsilon: Double

  /// Starts a check.
  ///
  /// - Parameters:
  ///   - largest: The largest |derivative| of the whole function.
  ///   - share: ε as a share of it.
  init(largest: Double, epsilon share: Double = 1e-7) {
    self.largest = largest
    epsilon = share * largest
  }

  /// Checks one coordinate.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - analytic: The engine's derivative.
  ///   - smoothness: How to differentiate.
  ///   - outputs: All outputs with their weights in the function, with the coordinate moved.
  mutating func add(
    _ name: String, analytic: Double, _ smoothness: Smoothness, _ outputs: (Double) -> [Double]
  ) {
    // Differences are taken output by output, so that the sum's size does not cost accuracy.
    func difference(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) }
    }
    switch smoothness {
    case .smooth:
      let h = 1e-3
      let near = difference(outputs(h), outputs(-h))
      let far = difference(outputs(2 * h), outputs(-2 * h))
      coordinates.append(
        Coordinate(name: name, analytic: analytic, numeric: (8 * near - far) / (12 * h)))
    case .kinked:
      let h = 2e-6
      let (above, here, below) = (outputs(h), outputs(0), outputs(-h))
      let (right, left) = (difference(above, here) / h, difference(here, below) / h)
      if abs(right - left) > 1e-5 * max(abs(right), abs(left), 0.1 * largest) {
        // Curvature makes them disagree half as much over half the way; a kink does not.
        let (above, below) = (outputs(h / 2), outputs(-h / 2))
        let half = (difference(above, here) - difference(here, below)) / (h / 2)
        if abs(half - (right - left) / 2) > 0.1 * abs(right - left) {
          skipped += 1
          return
        }
      }
      coordinates.append(
        Coordinate(name: name, analytic: analytic, numeric: difference(above, below) / (2 * h)))
    }
  }

  /// Below this a derivative counts as identically zero, where a relative error means nothing.
  var zero: Double { 1e-7 * largest }

  /// Coordinates whose derivative is zero, analytic and numeric.
  var zeros: Int {
    coordinates.count { abs($0.analytic) <= zero && abs($0.numeric) <= zero }
  }

  /// The largest |a − n| / max(ε, |a| + |n|), with the coordinate where it occurs.
  var worst: (error: Double, name: String) {
    coordinates.reduce((0, "nothing")) { worst, coordinate in
      let (a, n) = (coordinate.analytic, coordinate.numeric)
      if abs(a) <= zero && abs(n) <= zero { return worst }
      let error = abs(a - n) / max(epsilon, abs(a) + abs(n))
      return error <= worst.0 ? worst : (error, "\(coordinate.name): \(a) against \(n)")
    }
  }

  /// Whether fewer than one in a hundred coordinates were skipped, or a single one of fewer.
  var skipsLittle: Bool { skipped <= max(1, (skipped + coordinates.count) / 100) }

  /// The same check of a gradient with its largest entry off by one per cent.
  var corrupted: GradientCheck {
    var copy = self
    let place = coordinates.indices.max {
      abs(coordinates[$0].analytic) < abs(coordinates[$1].analytic)
    }
    if let place { copy.coordinates[place].analytic *= 1.01 }
    return copy
  }

  static let tolerance = 1e-6
}
