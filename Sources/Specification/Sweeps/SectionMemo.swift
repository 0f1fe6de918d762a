internal import Diagnostics
internal import YAMLReader

/// Keeps what was read of a section, for other settings of the same variant that give it the same
/// values: of thousands of learning rates all have one network.
struct SectionMemo<Content: Sendable> {
  /// What came of the section.
  struct Reading {
    var content: Content?
    /// Names of parameters that something in the section uses.
    var used: Set<String>
    var diagnostics: DiagnosticList
  }

  /// A parameter or a dotted key with its value.
  private struct Given: Hashable {
    var name: String
    var value: YAMLNode?

    /// The place decides what a collection is; a number may have been calculated there.
    static func == (lhs: Self, rhs: Self) -> Bool {
      lhs.name == rhs.name && lhs.value?.range == rhs.value?.range
        && lhs.value?.scalar?.text == rhs.value?.scalar?.text
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(name)
      hasher.combine(value?.range.start)
      hasher.combine(value?.scalar?.text)
    }
  }

  /// Dotted keys that start like this change the section.
  private let prefix: String
  /// The parameters that the section itself refers to.
  private let references: Set<String>
  private var readings: [[Given]: Reading] = [:]

  /// - Parameters:
  ///   - name: The section's name.
  ///   - node: The section as all settings have it, before dotted keys.
  init(_ name: String, _ node: YAMLNode) {
    prefix = name + "."
    references = node.references
  }

  /// What came of the section for settings with these values.
  ///
  /// - Parameters:
  ///   - source: The setting; but for its choices it is that of all others.
  ///   - read: Reads the section, where that has not been done.
  /// - Returns: What was read.
  mutating func reading(
    of source: CandidateSource, or read: () -> Reading
  ) -> Reading {
    let given = given(by: source)
    if let known = readings[given] { return known }
    let reading = read()
    readings[given] = reading
    return reading
  }

  /// All values on which the section depends, in an order that depends on their names only.
  private func given(by source: CandidateSource) -> [Given] {
    var given = source.choices.filter { $0.axis.hasPrefix(prefix) }
      .map { Given(name: $0.axis, value: $0.value) }
    var open = Array(references) + given.flatMap { Array($0.value?.references ?? []) }
    var known: Set<String> = []
    while let name = open.popLast() {
      guard known.insert(name).inserted else { continue }
      let value = source.values[name]
      given.append(Given(name: name, value: value))
      if let value { open += value.references }
    }
    return given.sorted { $0.name < $1.name }
  }
}

/// What was read of the sections that most settings of a variant share.
struct TrialMemo {
  var data: SectionMemo<CopyOnWrite<DataSpecification>>
  var layers: SectionMemo<CopyOnWrite<[LayerSpecification]>>

  /// - Parameter base: What all settings have in common.
  init(_ base: CandidateSource) {
    data = SectionMemo("data", base.trial.data)
    layers = SectionMemo("network", base.trial.network)
  }
}
