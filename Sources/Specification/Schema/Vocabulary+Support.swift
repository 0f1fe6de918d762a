internal import Catalog

extension Vocabulary {
  /// Keys of the format that no version implements so far.
  private static let unimplemented: Set<String> = []

  /// Keys that are there with a feature alone.
  private static let features: [String: Feature] = [
    "training.gradient_clip": .gradientClip, "training.gradient_clip.norm": .gradientClip,
    "network[].from": .layerInputs,
  ]

  /// Whether a key is implemented, for the schema and the reference.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - section: The section where it stands.
  /// - Returns: `false` when reading refuses it whatever its value is.
  func supports(_ key: Key, in section: Section) -> Bool {
    let path = section.path(of: key)
    if Self.unimplemented.contains(path) { return false }
    if let feature = Self.features[path] { return features.contains(feature) }
    guard case .setting(let setting) = key.content else { return true }
    switch setting.kind {
    case .definition(let family), .list(.definition(let family)):
      return !registry(family: family).definitions.isEmpty
    case .boolean, .integer, .number, .choice, .integerOrWord, .numbers, .list,
      .numberOrDefinition, .text:
      return true
    }
  }

  /// The only value of a key that is implemented; `nil`: all that its declaration accepts.
  func onlyValue(at path: String) -> Value? {
    switch path {
    case "training.label_smoothing": features.contains(.labelSmoothing) ? nil : .integer(0)
    case "training.numerics":
      features.contains(.exactNumerics)
        ? nil : .text(TrainingSpecification.Numerics.pinned.rawValue)
    case "training.keep":
      features.contains(.keptWeights) ? nil : .text(RunPolicy.Keep.none.rawValue)
    case "report.predictions": features.contains(.predictions) ? nil : .boolean(false)
    case _: nil
    }
  }
}

extension Section {
  /// The dotted path of a key of this section.
  func path(of key: Key) -> String {
    path.isEmpty ? key.name : "\(path).\(key.name)"
  }
}
