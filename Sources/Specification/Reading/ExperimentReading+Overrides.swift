internal import Catalog
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
      guard sections.contains(section), !Self.unsettableKeys.contains(section) else {
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

  /// The keys of an experiment file that the command line cannot set: whole structures, and the file
  /// that has been read already.
  private static let unsettableKeys = ["parameters", "network", ExperimentKeys.extends.name]

  private mutating func reportUnknown(
    _ override: Override, parameters: [String], sections: [String]
  ) {
    let section = override.key.prefix { $0 != "." }
    if Self.unsettableKeys.contains(String(section)) {
      decoder.diagnostics.report(
        .undefinedParameter, at: override.keyRange,
        "'\(override.key)' cannot be set on the command line",
        hint: hint(forUnsettable: override, parameters: parameters))
      return
    }
    let homes = Section.experiment.homes(of: override.key).filter {
      !$0.path.isEmpty && !$0.path.contains("[]")
    }
    let hint: String? =
      if let nearest = Suggestion.nearest(to: override.key, among: parameters) {
        "did you mean '\(nearest)'?"
      } else if let home = homes.first {
        "did you mean '\(home.path).\(override.key)'?"
      } else {
        Self.settableHint
      }
    decoder.diagnostics.report(
      .undefinedParameter, at: override.keyRange,
      "'\(override.key)' is neither a parameter nor a key that can be set", hint: hint)
  }

  private static let settableHint = "give a parameter, or a key such as 'training.batch_size'"

  /// What to write in place of a key that cannot be set.
  private func hint(forUnsettable override: Override, parameters: [String]) -> String {
    let components = override.key.split(separator: ".").map(String.init)
    guard components[0] == "parameters" else {
      return components[0] == "network"
        ? "refer to a parameter in the network, and set that" : "write it in the file"
    }
    // One level down, in either spelling, it is known what was meant.
    let named = components.dropFirst().first ?? override.value.mapping?.first?.key
    guard let name = named ?? parameters.first else { return Self.settableHint }
    let scalar =
      components.count == 2
      ? override.value.scalar : override.value.mapping?.first { $0.key == name }?.value.scalar
    let isSimple = scalar.map {
      $0.text.allSatisfy { $0.isLetter || $0.isNumber || "._-".contains($0) }
    }
    let value = isSimple == true ? scalar?.text : nil
    return "a parameter is set by its name: --set \(name)=\(value ?? "VALUE")"
  }
}
