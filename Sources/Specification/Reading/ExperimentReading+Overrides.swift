internal import Diagnostics
internal import YAMLReader

extension ExperimentReading {
  /// The values that the command line gives to parameters.
  var parameterOverrides: [Override] {
    let names = parameters.map(\.name)
    return overrides.filter { names.contains($0.key) }
  }

  /// The values that the command line gives to keys of `data` and `training`.
  var trialOverrides: [(key: DottedKey, override: Override)] {
    overrides.compactMap { override in
      guard let key = DottedKey(override.key), DottedKey.trialSections.contains(key.section) else {
        return nil
      }
      return (key, override)
    }
  }

  /// Applies the values for keys outside of trials, such as `sweep.seeds`.
  mutating func applyingGeneralOverrides(to root: YAMLNode) -> YAMLNode {
    var root = root
    let names = root["parameters"]?.mapping?.map(\.key) ?? []
    let sections = Section.experiment.keys.map(\.name)
    for override in overrides where !names.contains(override.key) {
      let components = override.key.split(separator: ".", omittingEmptySubsequences: false)
        .map(String.init)
      let section = components[0]
      if DottedKey.trialSections.contains(section), components.count > 1 { continue }
      guard sections.contains(section), section != "parameters", section != "network" else {
        reportUnknown(override, parameters: names, sections: sections)
        continue
      }
      let value = override.value
      if let new = DottedKey.setting(
        components[...], in: root, to: value, keyRange: override.keyRange)
      {
        root = new
      } else {
        decoder.diagnostics.report(
          .unknownAxis, at: override.keyRange,
          "'\(override.key)' leads through a value that is not a mapping")
      }
    }
    return root
  }

  private mutating func reportUnknown(
    _ override: Override, parameters: [String], sections: [String]
  ) {
    let homes = Section.experiment.homes(of: override.key).filter { !$0.path.contains("[]") }
    let hint: String? =
      if let nearest = Suggestion.nearest(to: override.key, among: parameters) {
        "did you mean '\(nearest)'?"
      } else if let home = homes.first {
        "did you mean '\(home.path).\(override.key)'?"
      } else {
        "give a parameter, or a key such as 'training.batch_size'"
      }
    decoder.diagnostics.report(
      .undefinedParameter, at: override.keyRange,
      "'\(override.key)' is neither a parameter nor a key that can be set", hint: hint)
  }
}
