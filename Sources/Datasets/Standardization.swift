/// How stored values become network inputs: `value · scale + shift`, feature by feature.
package struct Standardization: Hashable, Sendable {
  /// Over which values mean and standard deviation are taken.
  package enum Scope: String, Hashable, Sendable, CaseIterable {
    /// All positions of a channel together.
    case channel
    /// Each feature (each pixel) by itself.
    case feature
    /// All values together.
    case all
  }

  /// One factor a feature, in file order (`c`, `y`, `x`).
  package var scale: [Float]
  /// One summand a feature, in file order.
  package var shift: [Float]

  package init(scale: [Float], shift: [Float]) {
    precondition(scale.count == shift.count, "a feature has either scale or shift alone")
    self.scale = scale
    self.shift = shift
  }

  /// Values as they are stored.
  package static func none(featureCount: Int) -> Standardization {
    Standardization(
      scale: [Float](repeating: 1, count: featureCount),
      shift: [Float](repeating: 0, count: featureCount))
  }

  /// Bytes divided by 255; floats as they are stored.
  package static func unit(_ dataset: Dataset) -> Standardization {
    let count = dataset.description.featureCount
    switch dataset.training.values {
    case .bytes:
      return Standardization(
        scale: [Float](repeating: 1 / 255, count: count),
        shift: [Float](repeating: 0, count: count))
    case .floats: return none(featureCount: count)
    }
  }

  /// Mean 0 and standard deviation 1 over some training examples.
  ///
  /// The deviation is that of the whole population (divided by n); one of 0 counts as 1.
  ///
  /// - Parameters:
  ///   - dataset: The data set whose training part is measured.
  ///   - indices: The examples that are learned from, without those held out.
  ///   - scope: What is measured together.
  /// - Returns: Scale and shift of every feature.
  /// - Precondition: `indices` is not empty.
  package static func standardize(
    _ dataset: Dataset, over indices: [Int32], by scope: Scope
  ) -> Standardization {
    precondition(!indices.isEmpty, "nothing to measure")
    let size = dataset.description.featureCount
    let moments: [Moments] =
      switch dataset.training.values {
      case .bytes(let bytes): byteMoments(bytes, indices, size)
      case .floats(let floats): floatMoments(floats, indices, size)
      }
    let plane = dataset.description.height * dataset.description.width
    let group =
      switch scope {
      case .channel: plane
      case .feature: 1
      case .all: size
      }
    var scale: [Float] = []
    var shift: [Float] = []
    for start in stride(from: 0, to: size, by: group) {
      let together = Moments.together(moments[start..<start + group])
      let deviation = together.deviation
      let factor = deviation > 0 ? 1 / deviation : 1
      scale.append(contentsOf: repeatElement(Float(factor), count: group))
      shift.append(contentsOf: repeatElement(Float(-together.mean * factor), count: group))
    }
    return Standardization(scale: scale, shift: shift)
  }

  /// Count, mean and sum of squared differences from the mean.
  private struct Moments {
    var count: Double
    var mean: Double
    var squares: Double

    var deviation: Double { (squares / count).squareRoot() }

    static func together(_ parts: ArraySlice<Moments>) -> Moments {
      var sum = Moments(count: 0, mean: 0, squares: 0)
      for part in parts {
        let count = sum.count + part.count
        let difference = part.mean - sum.mean
        sum.squares += part.squares + difference * difference * sum.count * part.count / count
        sum.mean += difference * part.count / count
        sum.count = count
      }
      return sum
    }
  }

  /// Exact sums in integers: 255² times 2⁴⁷ examples still fit.
  private static func byteMoments(_ bytes: [UInt8], _ indices: [Int32], _ size: Int) -> [Moments] {
    var sums = [UInt64](repeating: 0, count: size)
    var squares = [UInt64](repeating: 0, count: size)
    for index in indices {
      let start = Int(index) * size
      for feature in 0..<size {
        let value = UInt64(bytes[start + feature])
        sums[feature] &+= value
        squares[feature] &+= value &* value
      }
    }
    let count = Double(indices.count)
    return zip(sums, squares).map { sum, square in
      let numerator = UInt64(indices.count).multipliedFullWidth(by: square)
      let subtrahend = sum.multipliedFullWidth(by: sum)
      let (low, borrow) = numerator.low.subtractingReportingOverflow(subtrahend.low)
      let high = numerator.high - subtrahend.high - (borrow ? 1 : 0)
      let difference = Double(high) * 0x1p64 + Double(low)
      return Moments(count: count, mean: Double(sum) / count, squares: difference / count)
    }
  }

  /// Two passes: the mean first, then the differences from it.
  ///
  /// Sums of up to 2²⁹ equal floats are exact in `Double`, so that a constant feature has exactly
  /// no deviation.
  private static func floatMoments(
    _ floats: [Float], _ indices: [Int32], _ size: Int
  ) -> [Moments] {
    let count = Double(indices.count)
    var means = [Double](repeating: 0, count: size)
    for index in indices {
      for feature in 0..<size { means[feature] += Double(floats[Int(index) * size + feature]) }
    }
    for feature in 0..<size { means[feature] /= count }
    var squares = [Double](repeating: 0, count: size)
    for index in indices {
      for feature in 0..<size {
        let difference = Double(floats[Int(index) * size + feature]) - means[feature]
        squares[feature] += difference * difference
      }
    }
    return zip(means, squares).map { Moments(count: count, mean: $0, squares: $1) }
  }
}
