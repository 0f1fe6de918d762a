internal import Diagnostics
internal import Selecting
internal import Specification
internal import YAMLReader

/// Where in an experiment file an input of a trial is written.
struct InputPlace {
  private let experiment: Experiment
  private let root: YAMLNode?

  init(_ experiment: Experiment) {
    self.experiment = experiment
    var ignored = DiagnosticList()
    root = YAMLReader.read(experiment.file, into: &ignored)
  }

  /// The place of an input: of the value that a parameter has, where it comes from one.
  ///
  /// - Parameters:
  ///   - path: As `IdentityLeaves` names it.
  ///   - planned: A trial of the experiment; its variant's own sections come before the common ones.
  /// - Returns: `file:line:column`, or `nil` for what stands in no file, such as a default.
  func text(_ path: [String], of planned: SweepTrial) -> String? {
    guard let found = find(path, planned) else { return nil }
    let range = source(of: found.node, planned) ?? found.range
    return "\(range.file.name):\(range.start.line):\(range.start.column)"
  }

  /// What was found on a way: the innermost key or item, and its value.
  private struct Found {
    var range: SourceRange
    var node: YAMLNode
    /// Whether nothing of the way was left.
    var isWhole: Bool
  }

  private func find(_ path: [String], _ planned: SweepTrial) -> Found? {
    switch path.first {
    case "data": return find(["data", "dataset"], planned.variant)
    case "tier": return find(["training", "numerics"], planned.variant)
    case "trial": break
    case _: return nil
    }
    let inner = Array(path.dropFirst())
    switch inner.first {
    case "seed": return find(["sweep", "seeds"], planned.variant)
    case "layers":
      let layers = planned.trial.layers
      guard inner.count > 1, let index = Int(inner[1]), layers.indices.contains(index) else {
        return find(["network"], planned.variant)
      }
      let range = layers[index].range
      guard let layer = root?.descendant(at: range) else { return nil }
      // `layer` and `settings` stand in the identity only.
      let rest = inner.dropFirst(2).filter { $0 != "layer" && $0 != "settings" }
      let inside = layer.mapping?.first.flatMap { find(rest[...], in: $0.value) }
      let shorthand = layer.mapping?.first?.value
      return inside
        ?? Found(range: range, node: shorthand ?? layer, isWhole: shorthand?.scalar != nil)
    case _: return find(Self.written(inner), planned.variant)
    }
  }

  /// A way as the file has it, where the identity has a shorter one.
  private static func written(_ way: [String]) -> [String] {
    way.flatMap { key in
      key == "limit_train" || key == "limit_test" ? ["limit", String(key.dropFirst(6))] : [key]
    }
  }

  /// The innermost key on a way through the variant's own sections, else through the file's.
  private func find(_ way: [String], _ variant: String) -> Found? {
    let own = root?["sweep"]?["variants"]?.sequence?.first { $0["name"]?.scalar?.text == variant }
    let found = [own, root].compactMap(\.self).compactMap { find(way[...], in: $0) }
    return found.first { $0.isWhole } ?? found.first
  }

  private func find(_ way: ArraySlice<String>, in start: YAMLNode) -> Found? {
    var (node, way, range) = (start, way, nil as SourceRange?)
    var isWhole = true
    while let key = way.popFirst() {
      if let entry = node.mapping?.first(where: { $0.key == key }) {
        (node, range) = (entry.value, entry.keyRange)
      } else if range == nil {
        // The section is not there at all.
        return nil
      } else if let only = node.mapping?.first, node.mapping?.count == 1, key == "settings" {
        // `optimizer: {sgd: {…}}`: the name stands between.
        (node, range) = (only.value, only.keyRange)
      } else if let index = Int(key), let items = node.sequence, items.indices.contains(index) {
        (node, range) = (items[index], items[index].range)
      } else {
        isWhole = false
      }
    }
    return range.map { Found(range: $0, node: node, isWhole: isWhole) }
  }

  // MARK: Parameters

  /// The place of the value that a reference to a parameter stands for; `nil` where there is none.
  private func source(of node: YAMLNode, _ planned: SweepTrial) -> SourceRange? {
    guard let text = node.scalar?.text, text.hasPrefix("$"), !text.hasPrefix("$$") else {
      return nil
    }
    let names = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    // Of several the one that the sweep varies.
    let varied = names.first { name in planned.assignment.contains { $0.name == name } }
    guard let name = varied ?? names.first else { return nil }
    let own = root?["sweep"]?["variants"]?.sequence?.first {
      $0["name"]?.scalar?.text == planned.variant
    }
    let value = planned.assignment.first { $0.name == name }?.value
    for start in [own, root?["sweep"]].compactMap(\.self) where value != nil {
      for group in ["grid", "zip", "random"] {
        guard let axis = start[group]?.mapping?.first(where: { $0.key == name }) else { continue }
        let item = axis.value.sequence?.first { $0.scalar.map { Self.isSame($0, value) } ?? false }
        return item?.range ?? axis.keyRange
      }
    }
    for start in [own, root].compactMap(\.self) {
      if let entry = start["parameters"]?.mapping?.first(where: { $0.key == name }) {
        return source(of: entry.value, planned) ?? entry.keyRange
      }
    }
    return nil
  }

  /// Whether a value of an axis is the one that a trial has.
  private static func isSame(_ scalar: YAMLScalar, _ value: String?) -> Bool {
    guard let value else { return false }
    return scalar.text == value || Double(scalar.text).map { $0 == Double(value) } ?? false
  }
}

extension YAMLNode {
  /// The node that stands at a place.
  fileprivate func descendant(at range: SourceRange) -> YAMLNode? {
    if self.range.start == range.start, self.range.end == range.end { return self }
    switch content {
    case .scalar: return nil
    case .sequence(let items):
      return items.lazy.compactMap { $0.descendant(at: range) }.first
    case .mapping(let entries):
      return entries.lazy.compactMap { $0.value.descendant(at: range) }.first
    }
  }
}
