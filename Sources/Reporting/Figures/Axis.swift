internal import Foundation

/// An axis with its range and its ticks.
struct Axis: Hashable, Sendable {
  struct Tick: Hashable, Sendable {
    var position: Double
    var label: String
  }

  var title: String
  var lower: Double
  var upper: Double
  var isLogarithmic = false
  /// In rising order.
  var ticks: [Tick]

  /// Epochs from 1 on.
  static func epochs(_ count: Int) -> Axis {
    guard count > 1 else {
      return Axis(
        title: "epoch", lower: 0.5, upper: 1.5, ticks: [Tick(position: 1, label: "1")])
    }
    let step = max(1, Int(niceStep(Double(count - 1), parts: 6)))
    var positions = Array(stride(from: step, through: count, by: step))
    if step > 1 { positions.insert(1, at: 0) }
    return Axis(
      title: "epoch", lower: 1, upper: Double(count),
      ticks: positions.map { Tick(position: Double($0), label: "\($0)") })
  }

  /// Numbers with round ticks; the ends are ticks too.
  static func numbers(
    _ title: String, _ values: [Double], suffix: String = "", limit: Double? = nil
  )
    -> Axis
  {
    guard var low = values.min(), var high = values.max() else {
      return numbers(title, [0, 1], suffix: suffix, limit: limit)
    }
    if low == high {
      let margin = low == 0 ? 1 : abs(low) * 0.05
      (low, high) = (low - margin, high + margin)
    }
    let step = niceStep(high - low, parts: 5)
    let first = (low / step).rounded(.down)
    var last = (high / step).rounded(.up)
    if let limit, last * step > limit { last = (limit / step).rounded(.up) }
    let digits = max(0, -Int((log10(step) + 1e-9).rounded(.down)))
    let ticks = stride(from: first, through: last, by: 1).map { index in
      Tick(position: index * step, label: NumberText.fixed(index * step, digits) + suffix)
    }
    return Axis(title: title, lower: first * step, upper: last * step, ticks: ticks)
  }

  /// Positive numbers over several orders of magnitude, with ticks at powers of ten.
  static func magnitudes(_ title: String, _ values: [Double]) -> Axis {
    let positive = values.filter { $0 > 0 }
    guard let low = positive.min(), let high = positive.max() else { return numbers(title, values) }
    let first = log10(low).rounded(.down)
    let last = max(first + 1, log10(high).rounded(.up))
    // Half a decade is enough at an end that is not reached.
    let lower = low >= 3 * power(first) ? 3 * power(first) : power(first)
    let upper = high <= 3 * power(last - 1) ? 3 * power(last - 1) : power(last)
    let decades = log10(upper / lower)
    let steps: [Double] = decades <= 2.05 ? [1, 2, 5] : decades <= 3.05 ? [1, 3] : [1]
    let ticks = stride(from: first, through: last, by: 1)
      .flatMap { exponent in steps.map { $0 * power(exponent) } }
      .filter { $0 >= lower * 0.999 && $0 <= upper * 1.001 }
    return Axis(
      title: title, lower: lower, upper: upper, isLogarithmic: true,
      ticks: ticks.map { Tick(position: $0, label: NumberText.significant($0, 3)) })
  }

  /// Removes labels that would touch the one before; their ticks stay.
  mutating func dropCrowdedLabels(width: Double) {
    func place(_ position: Double) -> Double {
      let share =
        isLogarithmic
        ? log(position / lower) / log(upper / lower) : (position - lower) / (upper - lower)
      return share * width
    }
    var end = -Double.infinity
    for index in ticks.indices {
      let half = 4 * Double(ticks[index].label.displayWidth)
      let middle = place(ticks[index].position)
      if middle - half < end + 6 { ticks[index].label = "" } else { end = middle + half }
    }
  }

  private static func power(_ exponent: Double) -> Double {
    // Powers of ten from text are exact to the last bit, which those of `pow` need not be.
    Double("1e\(Int(exponent))") ?? .nan
  }

  /// 1, 2 or 5 times a power of ten, such that about `parts` of them make the span.
  static func niceStep(_ span: Double, parts: Double) -> Double {
    let rough = span / parts
    let magnitude = power(log10(rough).rounded(.down))
    let share = rough / magnitude
    return magnitude * (share <= 1.001 ? 1 : share <= 2.2 ? 2 : share <= 5.5 ? 5 : 10)
  }
}
