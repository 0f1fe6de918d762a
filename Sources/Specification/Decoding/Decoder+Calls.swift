internal import Catalog
internal import Diagnostics
internal import YAMLReader

/// A definition's name with whatever stands behind it, before its settings are read.
struct NamedValue {
  var name: String
  var nameRange: SourceRange
  /// `nil`: the name stands alone.
  var value: Located?
  var located: Located
}

extension Decoder {
  /// Reads a definition with its settings: `relu`, `dense: 120` or `sgd: {learning_rate: 0.1}`.
  mutating func call(_ located: Located, family: String) -> Call? {
    guard let named = namedValue(located, noun: family),
      let definition = definition(of: named, family: family)
    else { return nil }
    guard let value = named.value else {
      return call(definition, Fields(named.located, []), at: named)
    }
    guard let fields = settings(value, of: definition, extra: []) else { return nil }
    return call(definition, fields, at: named)
  }

  /// Splits a value into a name and what stands behind it.
  mutating func namedValue(_ located: Located, noun: String) -> NamedValue? {
    guard let located = resolve(located) else { return nil }
    let form = "\(SettingKind.article(noun)) \(noun)"
    if let scalar = located.node.scalar, scalar.kind == .string, !scalar.text.isEmpty {
      return NamedValue(
        name: scalar.text, nameRange: located.range, value: nil, located: located)
    }
    guard let entries = located.node.mapping, let entry = entries.first else {
      report(
        .wrongType, at: located,
        "\(form) must be a name or a name with settings, not \(located.node.kindDescription)",
        hint: formHint(located, family: noun))
      return nil
    }
    if entries.count > 1 {
      diagnostics.report(
        .wrongType, at: entries[1].keyRange,
        "\(form) has one name with its settings; '\(entries[1].key)' is a second one",
        hint: "settings stand in braces: '\(entry.key): {\(entries[1].key): …}'",
        notes: [.init("the \(noun) is '\(entry.key)'", at: entry.keyRange)] + located.uses)
      return nil
    }
    let isAlone = entry.value.scalar?.kind == .null
    return NamedValue(
      name: entry.key, nameRange: entry.keyRange,
      value: isAlone ? nil : located.child(entry.value), located: located)
  }

  /// How to name a number of a family whose few names stand for a number each, such as a length.
  private func formHint(_ located: Located, family: String) -> String? {
    guard let scalar = located.node.scalar, scalar.isNumber,
      let definitions = vocabulary.registries.first(where: { $0.family == family })?.definitions,
      (1...2).contains(definitions.count),
      definitions.allSatisfy({ $0.settings.count == 1 && $0.settings[0].isRequired })
    else { return nil }
    return "write " + definitions.map { "'{\($0.name): \(scalar.text)}'" }.joined(separator: " or ")
  }

  /// Finds the definition of a name.
  ///
  /// - Parameters:
  ///   - named: The name.
  ///   - family: The family in which it is looked for.
  ///   - others: Names without a definition that may have been meant as well.
  /// - Returns: `nil` when there is none, which has been reported.
  mutating func definition(of named: NamedValue, family: String, others: [String] = [])
    -> (any Definition.Type)?
  {
    let registry = vocabulary.registry(family: family)
    if let definition = registry.definition(named: named.name) { return definition }
    let message = "unknown \(family) '\(named.name)'"
    if let remark = remark(on: named, family: family, among: registry.names + others) {
      diagnostics.report(
        .unknownName, at: named.nameRange, message, hint: remark, notes: named.located.uses)
      return nil
    }
    let hint: String?
    let correction = Correction(named.name, among: registry.names + others)
    if let correction {
      hint = correction.hint
    } else if registry.names.isEmpty {
      hint = "this version knows none"
    } else if registry.names.count <= 12 {
      hint = "known: " + (registry.names + others).map { "'\($0)'" }.joined(separator: ", ")
    } else {
      hint = nil
    }
    diagnostics.report(
      .unknownName, at: named.nameRange, message, hint: hint, notes: named.located.uses,
      fix: correction?.fix(at: named.nameRange))
    return nil
  }

  /// What to say of a name that resembles none because something else went wrong.
  private func remark(on named: NamedValue, family: String, among names: [String]) -> String? {
    let parts = named.name.split(separator: ":", maxSplits: 1).map(String.init)
    if named.value == nil, parts.count == 2, names.contains(parts[0]) {
      return "a space is missing behind ':': write '\(parts[0]): \(parts[1])'"
    }
    let name = named.name.lowercased().filter { $0.isLetter || $0.isNumber }
    let losses = vocabulary.losses.names
    if family == vocabulary.layers.family, ["softmax", "logsoftmax"].contains(name),
      losses.contains("cross_entropy")
    {
      return "the loss 'cross_entropy' applies a softmax itself: remove the layer"
    }
    return nil
  }

  /// Reads the entries behind a name, or the value for which the first setting stands.
  mutating func settings(
    _ value: Located, of definition: any Definition.Type, extra: [Key]
  ) -> Fields? {
    guard let value = resolve(value) else { return nil }
    if let entries = value.node.mapping {
      let names = definition.settings.map(\.name)
      let valid = names + extra.map(\.name)
      var fields: [Field] = []
      var misspelled: Set<String> = []
      for entry in entries {
        if names.contains(entry.key) || extra.contains(where: { $0.name == entry.key }) {
          fields.append(
            Field(key: entry.key, keyRange: entry.keyRange, value: value.child(entry.value)))
        } else {
          let meant = reportUnknownKey(
            entry, in: "'\(definition.name)'", section: definition.name, among: valid,
            taken: entries.map(\.key))
          if let meant { misspelled.insert(meant) }
        }
      }
      var result = Fields(value, fields)
      result.misspelled = misspelled
      return result
    }
    guard let first = definition.settings.first else {
      report(.wrongType, at: value, "'\(definition.name)' has no settings")
      return nil
    }
    return Fields(
      value, [Field(key: first.name, keyRange: value.range, value: value)])
  }

  /// Reads the settings of a definition.
  mutating func call(
    _ definition: any Definition.Type, _ fields: Fields, at named: NamedValue
  ) -> Call? {
    var values: [String: Value] = [:]
    var isComplete = true
    for setting in definition.settings {
      let subject = "'\(setting.name)' of '\(definition.name)'"
      if let field = fields[setting.name] {
        guard let value = value(field.value, as: setting.kind, of: subject) else {
          isComplete = false
          continue
        }
        warn(of: value, setting, subject, at: field.value)
        values[setting.name] = value
      } else if let value = setting.defaultValue {
        values[setting.name] = value
      } else if fields.misspelled.contains(setting.name) {
        isComplete = false
      } else if !setting.isOptional {
        diagnostics.report(
          .missingKey, at: named.nameRange, "'\(definition.name)' needs '\(setting.name)'",
          hint: setting.help, notes: named.located.uses, subject: setting.name)
        isComplete = false
      }
    }
    return isComplete ? Call(definition.name, Arguments(values)) : nil
  }

  /// Warns of a number that is legal but unusual.
  private mutating func warn(
    of value: Value, _ setting: any SettingDeclaration, _ subject: String, at located: Located
  ) {
    guard let usual = setting.usual, let number = Double(value), !usual.contains(number),
      let source = resolve(located)
    else { return }
    report(
      .suspiciousValue, at: source, "\(subject) is \(number.shortest), usually it is \(usual)")
  }
}
