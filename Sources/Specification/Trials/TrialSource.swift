internal import Catalog
internal import Diagnostics
internal import YAMLReader

/// The sections of which a trial is made, with variant replacements and dotted keys applied.
struct TrialSource {
  var data: YAMLNode
  var network: YAMLNode
  var training: YAMLNode

  var nodes: [YAMLNode] { [data, network, training] }

  /// Whether everything has the form in which parameters can be referred to.
  ///
  /// Of a section that is a number, or is empty, nobody knows what was to stand in it.
  var isReadable: Bool {
    guard let layers = network.sequence, !layers.isEmpty,
      [data, training].allSatisfy({ $0.mapping != nil || !$0.references.isEmpty })
    else { return false }
    let named =
      layers
      + [
        data[DataKeys.dataset.name], training[TrainingKeys.loss.name],
        training[TrainingKeys.optimizer.name],
      ].compactMap { $0 }
    return named.allSatisfy { $0.mapping?.isEmpty == false || $0.scalar?.kind == .string }
  }

  /// Puts a value at a dotted key of `data` or `training`.
  ///
  /// - Returns: Whether there is a mapping to put it in.
  mutating func set(_ key: DottedKey, to value: YAMLNode, keyRange: SourceRange) -> Bool {
    let isData = key.section == "data"
    let section = isData ? data : training
    guard let new = key.setting(in: section, to: value, keyRange: keyRange) else { return false }
    if isData { data = new } else { training = new }
    return true
  }
}

extension YAMLNode {
  /// The mapping with the entries of another one in place of its own.
  func replacing(_ entries: [YAMLEntry]) -> YAMLNode {
    guard var own = mapping else { return self }
    for entry in entries {
      if let index = own.firstIndex(where: { $0.key == entry.key }) {
        own[index] = entry
      } else {
        own.append(entry)
      }
    }
    return YAMLNode(.mapping(own), at: range)
  }

  /// The number of nodes in this one, itself included; those of a stack once for each item.
  ///
  /// - Parameter longestList: The items of a stack over a parameter.
  /// - Returns: At least 1.
  func nodeCount(longestList: Int) -> Int {
    switch content {
    case .scalar: return 1
    case .sequence(let items):
      return items.reduce(1) { $0 + $1.nodeCount(longestList: longestList) }
    case .mapping(let entries):
      return entries.reduce(1) { sum, entry in
        let own = entry.value.nodeCount(longestList: longestList)
        guard entry.key == StackKeys.name else { return sum + own }
        let items = entry.value["over"]?.sequence?.count ?? longestList
        // What is far too much stays so, and does not overflow where stacks are nested.
        return sum + min(own, 1 << 30) * min(items, 1 << 20)
      }
    }
  }

  /// The names of all parameters that the text refers to.
  var references: Set<String> {
    switch content {
    case .scalar(let scalar):
      guard scalar.kind == .string else { return [] }
      switch Reference(scalar.text) {
      case .literal, .escaped, .malformed: return []
      case .parameter(let name): return [name]
      case .expression(let text): return Set((try? Expression(text))?.parameters ?? [])
      }
    case .sequence(let items): return items.reduce(into: []) { $0.formUnion($1.references) }
    case .mapping(let entries):
      return entries.reduce(into: []) { $0.formUnion($1.value.references) }
    }
  }

  /// All texts that start like a reference, right or wrong.
  var writtenReferences: [String] {
    switch content {
    case .scalar(let scalar):
      scalar.kind == .string && scalar.text.hasPrefix("$") && !scalar.text.hasPrefix("$$")
        ? [scalar.text] : []
    case .sequence(let items): items.flatMap(\.writtenReferences)
    case .mapping(let entries): entries.flatMap(\.value.writtenReferences)
    }
  }
}

extension String {
  /// The parts that could be names of parameters.
  var words: [String] {
    split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
  }
}

extension YAMLScalar {
  /// Whether it is an integer or another number.
  var isNumber: Bool {
    switch kind {
    case .integer, .number: true
    case .null, .boolean, .string: false
    }
  }
}
