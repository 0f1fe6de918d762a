internal import Catalog
internal import Diagnostics
internal import YAMLReader

extension Decoder {
  /// Reads `grid`, `zip` and `random`.
  mutating func axisGroups(in fields: Fields) -> [AxisGroup] {
    var groups: [AxisGroup] = []
    if let grid = fields["grid"] { groups += axes(grid).map { AxisGroup(axes: [$0]) } }
    for joint in [fields["zip"].map { zipped($0) }, fields["random"].map { randomAxes($0) }] {
      guard let joint, !joint.isEmpty else { continue }
      for axis in joint {
        guard let known = groups.axes.first(where: { $0.name == axis.name }) else { continue }
        diagnostics.report(
          .conflictingValues, at: axis.nameRange, "there are two axes '\(axis.name)'",
          notes: [.init("the first is here", at: known.nameRange)])
      }
      groups.append(AxisGroup(axes: joint))
    }
    return groups
  }

  /// Reads axes that move together.
  private mutating func zipped(_ field: Field) -> [Axis] {
    let axes = axes(field)
    guard let first = axes.first else { return [] }
    for axis in axes {
      if axis.values.count != first.values.count {
        diagnostics.report(
          .conflictingValues, at: axis.nameRange,
          "axes that move together need as many values: '\(axis.name)' has "
            + "\(axis.values.count), '\(first.name)' has \(first.values.count)",
          notes: [.init("the first axis is here", at: first.nameRange)])
      }
    }
    return axes
  }

  /// Says that a key of the format is not implemented.
  mutating func refuse(_ field: Field?) {
    guard let field else { return }
    diagnostics.report(
      .unsupportedKey, at: field.keyRange, "'\(field.key)' is not supported in this version")
  }

  private mutating func axes(_ field: Field) -> [Axis] {
    guard let entries = field.value.node.mapping else {
      report(
        .wrongType, at: field.value,
        "'\(field.key)' must be a mapping of axes to their values, not "
          + field.value.node.kindDescription)
      return []
    }
    return entries.compactMap { entry in
      guard let values = axisValues(entry), !values.isEmpty else { return nil }
      if values.count == 1 {
        diagnostics.report(
          .singleValueAxis, at: entry.value.range, "axis '\(entry.key)' has one value",
          hint: "a value that does not vary belongs under 'parameters'")
      }
      return Axis(
        name: entry.key, nameRange: entry.keyRange, values: values, scale: scale(entry.value))
    }
  }

  /// The scale of an axis that is a range.
  private func scale(_ node: YAMLNode) -> Spread.Scale? {
    guard node.mapping != nil else { return nil }
    return node[AxisKeys.log.name] == nil ? .linear : .logarithmic
  }

  /// The values of an axis: a list, or a range with a count.
  private mutating func axisValues(_ entry: YAMLEntry) -> [YAMLNode]? {
    switch entry.value.content {
    case .sequence(let items):
      if items.isEmpty {
        diagnostics.report(.emptyAxis, at: entry.value.range, "axis '\(entry.key)' has no values")
      }
      for item in items where item.scalar?.kind == .null {
        diagnostics.report(
          .wrongType, at: item.range, "a value of axis '\(entry.key)' must not be empty")
        return nil
      }
      warnOfRepeats(items, entry.key)
      return items
    case .mapping: return spreadValues(entry)
    case .scalar(let scalar):
      diagnostics.report(
        .wrongType, at: entry.value.range,
        "axis '\(entry.key)' must be a list of values or a range, not "
          + entry.value.kindDescription,
        hint: "write '[\(scalar.text)]', or a range such as '{linear: [0, 1], count: 5}'")
      return nil
    }
  }

  /// Warns of a value that is there twice; both would be the same trial.
  private mutating func warnOfRepeats(_ items: [YAMLNode], _ name: String) {
    var known: [YAMLScalar.Kind: SourceRange] = [:]
    for item in items {
      guard let scalar = item.scalar, scalar.kind != .string else { continue }
      if let first = known[scalar.kind] {
        diagnostics.report(
          .suspiciousValue, at: item.range,
          "axis '\(name)' has the value \(scalar.text) twice; it is tried once",
          notes: [.init("the first is here", at: first)])
      }
      known[scalar.kind] = item.range
    }
  }

  /// The values of `{linear: [a, b], count: n}` or `{log: [a, b], count: n}`.
  private mutating func spreadValues(_ entry: YAMLEntry) -> [YAMLNode]? {
    guard let fields = fields(Located(entry.value), AxisKeys.range) else { return nil }
    let count = value(AxisKeys.count, in: fields)
    let linear = value(AxisKeys.linear, in: fields)
    let log = value(AxisKeys.log, in: fields)
    let fieldOfLinear = fields[AxisKeys.linear.name]
    let fieldOfLog = fields[AxisKeys.log.name]
    if fieldOfLinear != nil, let second = fieldOfLog {
      diagnostics.report(
        .conflictingValues, at: second.keyRange,
        "axis '\(entry.key)' is either linear or logarithmic")
      return nil
    }
    if let fieldOfLinear {
      return linear == nil ? nil : spread(fieldOfLinear, .linear, count, entry.key)
    }
    if let fieldOfLog {
      return log == nil ? nil : spread(fieldOfLog, .logarithmic, count, entry.key)
    }
    if fields.misspelled.isEmpty {
      diagnostics.report(
        .missingKey, at: entry.value.range, "axis '\(entry.key)' needs 'linear' or 'log'")
    }
    return nil
  }

  private mutating func spread(_ field: Field, _ scale: Spread.Scale, _ count: Int?, _ name: String)
    -> [YAMLNode]?
  {
    guard let count else { return nil }
    let ends = field.value.node.sequence?.compactMap { $0.scalar?.rational } ?? []
    guard ends.count == 2, let spread = Spread(from: ends[0], to: ends[1], scale, count: count)
    else {
      diagnostics.report(
        .outOfRange, at: field.value.range,
        "the values of axis '\(name)' cannot be calculated exactly", hint: "use fewer digits")
      return nil
    }
    if ends[0] == ends[1] {
      diagnostics.report(
        .emptyAxis, at: field.value.range, "axis '\(name)' starts and ends with the same value")
      return nil
    }
    return spread.values.map { YAMLNode(.scalar(YAMLScalar($0)), at: field.value.range) }
  }
}
