internal import Diagnostics
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

  /// The place of an input.
  ///
  /// - Parameters:
  ///   - path: As `IdentityLeaves` names it.
  ///   - trial: A trial of the experiment.
  ///   - variant: The name of its variant, whose own sections come before the common ones.
  /// - Returns: `file:line:column`, or `nil` for what stands in no file, such as a default.
  func text(_ path: [String], of trial: TrialSpecification, variant: String) -> String? {
    guard let range = range(path, of: trial, variant: variant) else { return nil }
    return "\(range.file.name):\(range.start.line):\(range.start.column)"
  }

  private func range(
    _ path: [String], of trial: TrialSpecification, variant: String
  ) -> SourceRange? {
    switch path.first {
    case "data": return find(["data", "dataset"], variant)
    case "tier": return find(["training", "numerics"], variant)
    case "trial": break
    case _: return nil
    }
    let inner = Array(path.dropFirst())
    switch inner.first {
    case "seed": return find(["sweep", "seeds"], variant)
    case "layers":
      guard inner.count > 1, let index = Int(inner[1]), trial.layers.indices.contains(index) else {
        return find(["network"], variant)
      }
      return trial.layers[index].range
    case _: return find(inner, variant)
    }
  }

  /// The innermost key on a way through the variant's own sections, else through the file's.
  private func find(_ way: [String], _ variant: String) -> SourceRange? {
    let own = root?["sweep"]?["variants"]?.sequence?.first { $0["name"]?.scalar?.text == variant }
    for start in [own, root].compactMap(\.self) {
      if let range = find(way[...], in: start) { return range }
    }
    return nil
  }

  private func find(_ way: ArraySlice<String>, in start: YAMLNode) -> SourceRange? {
    var (node, way, found) = (start, way, nil as SourceRange?)
    while let key = way.popFirst() {
      if let entry = node.mapping?.first(where: { $0.key == key }) {
        (node, found) = (entry.value, entry.keyRange)
      } else if let only = node.mapping?.first, node.mapping?.count == 1, key == "settings" {
        // `optimizer: {sgd: {…}}`: the name stands between.
        (node, found) = (only.value, only.keyRange)
      } else if let index = Int(key), let items = node.sequence, items.indices.contains(index) {
        (node, found) = (items[index], items[index].range)
      }
    }
    return found
  }
}
