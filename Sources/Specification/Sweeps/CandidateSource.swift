internal import Diagnostics
internal import YAMLReader

/// What a setting is read from, kept where other settings start from it.
struct CandidateSource: Sendable {
  /// A value that was chosen for an axis.
  struct Choice: Sendable {
    var axis: String
    var axisRange: SourceRange
    var value: YAMLNode
  }

  /// What stands for each parameter.
  var values: [String: YAMLNode]

  var trial: TrialSource

  /// One for each axis, in declared order.
  private(set) var choices: [Choice] = []

  init(values: [String: YAMLNode], trial: TrialSource) {
    self.values = values
    self.trial = trial
  }

  /// Gives an axis a value, in place of the one that it may have.
  ///
  /// - Returns: `false` when a dotted key leads through a value that is not a mapping.
  mutating func choose(_ choice: Choice, parameters: [String]) -> Bool {
    if let index = choices.firstIndex(where: { $0.axis == choice.axis }) {
      choices[index] = choice
    } else {
      choices.append(choice)
    }
    if parameters.contains(choice.axis) { values[choice.axis] = choice.value }
    guard let key = DottedKey(choice.axis), DottedKey.trialSections.contains(key.section) else {
      return true
    }
    return trial.set(key, to: choice.value, keyRange: choice.axisRange)
  }

  /// Forgets that axes were chosen whose value is given in another way.
  mutating func forget(_ isFixed: (String) -> Bool) {
    choices.removeAll { isFixed($0.axis) }
  }
}
