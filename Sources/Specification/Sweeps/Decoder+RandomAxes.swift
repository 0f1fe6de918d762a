internal import Catalog
internal import Diagnostics
internal import Randomness
internal import YAMLReader

extension Decoder {
  /// Reads `random`: axes with as many drawn values as there are samples.
  mutating func randomAxes(_ field: Field) -> [Axis] {
    guard let fields = fields(field.value, AxisKeys.random) else { return [] }
    let samples = value(AxisKeys.samples, in: fields)
    let seed = valueOrDefault(AxisKeys.seed, in: fields)
    guard let over = fields["over"] else { return [] }
    guard let entries = over.value.node.mapping else {
      report(
        .wrongType, at: over.value,
        "'over' must be a mapping of axes to what is drawn, not \(over.value.node.kindDescription)")
      return []
    }
    var axes: [Axis] = []
    for entry in entries {
      let distribution = distribution(entry)
      guard let distribution, let samples, let seed else { continue }
      // A value is a function of seed, axis and its number alone: more samples change none.
      let stream = RandomStream(seed: UInt64(seed), .sweep, name: entry.key)
      axes.append(
        Axis(
          name: entry.key, nameRange: entry.keyRange,
          values: (0..<UInt64(samples)).compactMap { distribution.value(stream, at: $0) },
          ends: distribution.ends, scale: distribution.scale))
    }
    return axes
  }

  private mutating func distribution(_ entry: YAMLEntry) -> Distribution? {
    guard let fields = fields(Located(entry.value), AxisKeys.distribution) else { return nil }
    let names = AxisKeys.distribution.keys.map(\.name)
    let given = names.compactMap { fields[$0] }
      .sorted { $0.keyRange.start < $1.keyRange.start }
    guard let field = given.first else {
      if fields.misspelled.isEmpty {
        diagnostics.report(
          .missingKey, at: entry.value.range,
          "axis '\(entry.key)' needs 'uniform', 'log_uniform' or 'choice'")
      }
      return nil
    }
    if given.count > 1 {
      diagnostics.report(
        .conflictingValues, at: given[1].keyRange,
        "axis '\(entry.key)' is drawn either from '\(field.key)' or from '\(given[1].key)'")
      return nil
    }
    if field.key == "choice" {
      guard let items = field.value.node.sequence else {
        report(
          .wrongType, at: field.value,
          "'choice' must be a list of values, not \(field.value.node.kindDescription)")
        return nil
      }
      if items.isEmpty {
        report(.emptyAxis, at: field.value, "axis '\(entry.key)' has no values")
        return nil
      }
      return .choice(items)
    }
    let isLogarithmic = field.key == AxisKeys.logUniform.name
    let setting = isLogarithmic ? AxisKeys.logUniform : AxisKeys.uniform
    guard let ends = value(setting, in: fields), let nodes = field.value.node.sequence else {
      return nil
    }
    guard ends[0] < ends[1] else {
      report(
        .outOfRange, at: field.value,
        "the range of axis '\(entry.key)' must go from the least to the largest value")
      return nil
    }
    return .range(ends[0], ends[1], isLogarithmic: isLogarithmic, nodes)
  }
}

/// What the values of a random axis are drawn from.
private enum Distribution {
  case range(Double, Double, isLogarithmic: Bool, [YAMLNode])
  case choice([YAMLNode])

  /// What can be drawn at the least and at the most, to be checked.
  var ends: [YAMLNode] {
    switch self {
    case .range(_, _, _, let nodes), .choice(let nodes): nodes
    }
  }

  var scale: Spread.Scale? {
    switch self {
    case .choice: nil
    case .range(_, _, let isLogarithmic, _): isLogarithmic ? .logarithmic : .linear
    }
  }

  /// The value of a number, with 6 significant digits.
  func value(_ stream: RandomStream, at index: UInt64) -> YAMLNode? {
    switch self {
    case .choice(let nodes): return nodes[stream.integer(below: nodes.count, at: index)]
    case .range(let least, let largest, let isLogarithmic, let nodes):
      let share = stream.uniform(at: index)
      let exact =
        isLogarithmic
        ? Spread.logarithmicMean(least, largest, share: share)
        : least * (1 - share) + largest * share
      guard let rounded = Spread.rounded(min(max(exact, least), largest)) else { return nil }
      return YAMLNode(
        .scalar(YAMLScalar(rounded)), at: nodes[0].range.joined(with: nodes[1].range))
    }
  }
}
