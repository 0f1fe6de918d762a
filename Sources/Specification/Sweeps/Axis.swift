internal import Diagnostics
internal import YAMLReader

/// How the values of an axis are spaced.
package enum AxisScale: Hashable, Sendable {
  case linear
  /// With a constant ratio.
  case logarithmic
}

/// A parameter or dotted key with the values that it takes.
struct Axis: Sendable {
  var name: String
  var nameRange: SourceRange
  var values: [YAMLNode]

  /// The ends of a range from which the values are drawn; they are checked, but not tried.
  var ends: [YAMLNode] = []

  /// The scale that is declared; `nil` for a list of values, which has none.
  var scale: Spread.Scale?

  /// The least and the largest value with the scale between them, where all values are numbers.
  ///
  /// The scale of a list is logarithmic where its values are above 0 and spread over more than a
  /// factor of 20, as in figures.
  var span: (least: Rational, largest: Rational, scale: Spread.Scale)? {
    let numbers = (ends.isEmpty ? values : ends).map { $0.scalar?.rational }
    let known = numbers.compactMap(\.self).sorted { $0.double < $1.double }
    guard known.count == numbers.count, let least = known.first, let largest = known.last else {
      return nil
    }
    let isWide = least.double > 0 && largest.double > 20 * least.double
    return (least, largest, scale ?? (isWide ? .logarithmic : .linear))
  }
}

/// Axes that move together; most often one alone.
struct AxisGroup: Sendable {
  var axes: [Axis]

  /// The number of settings.
  var count: Int { axes.map(\.values.count).min() ?? 0 }
}

extension [AxisGroup] {
  var axes: [Axis] { flatMap(\.axes) }

  /// These axes with those of a variant: an axis of the same name takes the place of the common
  /// one, others follow, and pinned ones go.
  func merging(_ own: [AxisGroup], pinned: Set<String>) -> [AxisGroup] {
    var remaining = own
    var result: [AxisGroup] = []
    let replaced = Set(own.axes.map(\.name)).union(pinned)
    for group in self {
      let index = remaining.firstIndex { candidate in
        candidate.axes.count == 1 && group.axes.count == 1
          && candidate.axes[0].name == group.axes[0].name
      }
      if let index {
        result.append(remaining.remove(at: index))
      } else {
        let axes = group.axes.filter { !replaced.contains($0.name) }
        if !axes.isEmpty { result.append(AxisGroup(axes: axes)) }
      }
    }
    return result + remaining
  }

  /// These axes without those that are given a value from outside.
  func removing(_ names: Set<String>) -> [AxisGroup] {
    map { AxisGroup(axes: $0.axes.filter { !names.contains($0.name) }) }.filter { !$0.axes.isEmpty }
  }

  /// These axes with one value more; axes that move together with it repeat their last.
  func adding(_ addition: AxisAddition) -> [AxisGroup] {
    map { group in
      guard group.axes.contains(where: { $0.name == addition.axis }) else { return group }
      var copy = group
      for index in copy.axes.indices {
        let isMeant = copy.axes[index].name == addition.axis
        let value = isMeant ? addition.value : copy.axes[index].values.last
        if let value { copy.axes[index].values.append(value) }
      }
      return copy
    }
  }

  /// The number of combinations; saturates.
  var combinationCount: Int {
    reduce(1) { product, group in
      let (result, overflows) = product.multipliedReportingOverflow(by: group.count)
      return overflows ? .max : result
    }
  }

  /// The values of all axes in a combination, counted so that the last group varies fastest.
  func combination(_ index: Int) -> [(axis: Axis, value: YAMLNode)] {
    var rest = index
    var choices: [Int] = []
    for group in reversed() {
      choices.append(rest % group.count)
      rest /= group.count
    }
    return zip(self, choices.reversed()).flatMap { group, choice in
      group.axes.map { ($0, $0.values[choice]) }
    }
  }
}
