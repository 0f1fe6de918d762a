internal import Catalog
internal import Diagnostics
internal import YAMLReader

extension Decoder {
  /// Reads the keys of a section and reports those that are unknown or missing.
  ///
  /// - Parameters:
  ///   - located: The section's value.
  ///   - section: Its declaration.
  ///   - isPartial: Whether required keys may be missing, as in what a variant replaces.
  /// - Returns: `nil` when it is no mapping.
  mutating func fields(_ located: Located, _ section: Section, isPartial: Bool = false) -> Fields? {
    guard let located = resolve(located) else { return nil }
    guard let entries = located.node.mapping else {
      report(
        .wrongType, at: located,
        "\(section.title) must be a mapping, not \(located.node.kindDescription)")
      return nil
    }
    let names = section.keys.map(\.name)
    var fields: [Field] = []
    var misspelled: Set<String> = []
    let taken = entries.map(\.key)
    for entry in entries {
      if names.contains(entry.key) {
        fields.append(
          Field(key: entry.key, keyRange: entry.keyRange, value: located.child(entry.value)))
      } else {
        let meant = reportUnknownKey(
          entry, in: section.title, section: section.path, among: names, taken: taken)
        if let meant { misspelled.insert(meant) }
      }
    }
    // A key that is there under a misspelled name is not missing as well.
    let present = fields.map(\.key) + misspelled
    for key in section.keys where key.isRequired && !isPartial && !present.contains(key.name) {
      report(
        .missingKey, at: located, "\(section.title) needs '\(key.name)'", subject: key.name)
    }
    var result = Fields(located, fields)
    result.misspelled = misspelled
    return result
  }

  /// Reads the value of a key that a setting declares.
  ///
  /// - Returns: `nil` when it is absent or wrong; then the setting's default applies.
  mutating func value<T: SettingValue>(_ setting: Setting<T>, in fields: Fields) -> T? {
    guard let field = fields[setting.name] else { return nil }
    return value(field.value, as: setting.kind, of: "'\(setting.name)'").flatMap(T.init)
  }

  /// Reads the value of a key, or the setting's default.
  ///
  /// - Returns: `nil` when the key is absent without a default, or wrong.
  mutating func valueOrDefault<T: SettingValue>(_ setting: Setting<T>, in fields: Fields) -> T? {
    fields[setting.name] == nil
      ? setting.defaultValue.flatMap(T.init) : value(setting, in: fields)
  }

  /// Says that a key is unknown, and what may have been meant.
  ///
  /// - Parameters:
  ///   - entry: The key with its value.
  ///   - title: What messages call the mapping.
  ///   - path: The mapping's path.
  ///   - names: The keys that are valid in it.
  ///   - taken: The keys that stand in it.
  /// - Returns: The key that was probably meant.
  @discardableResult
  mutating func reportUnknownKey(
    _ entry: YAMLEntry, in title: String, section path: String, among names: [String],
    taken: [String]
  ) -> String? {
    let elsewhere = Section.experiment.homes(of: entry.key).filter { $0.path != path }
    if let correction = Correction(entry.key, among: names) {
      diagnostics.report(
        .unknownKey, at: entry.keyRange, "unknown key '\(entry.key)' in \(title)",
        hint: correction.hint, fix: correction.fix(at: entry.keyRange, taken: taken),
        subject: correction.name)
      return correction.name
    }
    if let home = elsewhere.first {
      let place =
        home.path.isEmpty
        ? "the top level of the file" : "'\(home.path.replacing("[]", with: ""))'"
      diagnostics.report(
        .misplacedKey, at: entry.keyRange, "'\(entry.key)' has no place in \(title)",
        hint: "it belongs under \(place)", subject: entry.key)
    } else if let family = vocabulary.family(withSetting: entry.key, near: path) {
      diagnostics.report(
        .misplacedKey, at: entry.keyRange, "'\(entry.key)' has no place in \(title)",
        hint: "it is a setting of the \(family.family) '\(family.definition)'")
    } else {
      diagnostics.report(
        .unknownKey, at: entry.keyRange, "unknown key '\(entry.key)' in \(title)",
        hint: names.isEmpty
          ? nil : "known here: " + names.map { "'\($0)'" }.joined(separator: ", "))
    }
    return nil
  }
}

extension Section {
  /// The sections, this one or inside it, in which a key is valid; outer ones first.
  func homes(of key: String) -> [Section] {
    all.filter { $0.key(named: key) != nil }
  }
}

extension Vocabulary {
  /// The first definition that has a setting of a name, with its family.
  ///
  /// In `training` the name of an optimizer's setting comes before that of a layer's.
  func family(withSetting name: String, near path: String) -> (family: String, definition: String)?
  {
    for registry in path.hasPrefix("training") ? [optimizers] + registries : registries {
      for definition in registry.definitions
      where definition.settings.contains(where: { $0.name == name }) {
        return (registry.family, definition.name)
      }
    }
    return nil
  }
}
