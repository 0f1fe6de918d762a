internal import Diagnostics
internal import YAMLReader

/// A declared parameter.
struct Parameter {
  var name: String
  var nameRange: SourceRange
  /// `nil` when it was left out, which has been reported.
  var value: YAMLNode?
}

extension ExperimentReading {
  /// Reads the section `parameters`, with the values that the command line gives.
  mutating func declaredParameters(_ field: Field?) -> [Parameter] {
    guard let field else { return [] }
    guard let entries = field.value.node.mapping else {
      if field.value.node.scalar?.kind == .null { return [] }
      decoder.report(
        .wrongType, at: field.value,
        "'parameters' must be a mapping of names to defaults, not "
          + field.value.node.kindDescription, subject: "parameters")
      return []
    }
    return entries.compactMap { entry in
      guard ParameterName.isValid(entry.key) else {
        decoder.diagnostics.report(
          .invalidName, at: entry.keyRange,
          "a parameter's name consists of letters, digits and '_', not '\(entry.key)'",
          subject: entry.key)
        return nil
      }
      if entry.value.scalar?.kind == .null {
        decoder.diagnostics.report(
          .missingKey, at: entry.keyRange, "parameter '\(entry.key)' needs a default")
        return Parameter(name: entry.key, nameRange: entry.keyRange, value: nil)
      }
      return Parameter(name: entry.key, nameRange: entry.keyRange, value: entry.value)
    }
  }

  /// Says what is wrong with a name that is neither a parameter nor a dotted key of a trial.
  ///
  /// - Parameters:
  ///   - name: What was written.
  ///   - range: Where.
  ///   - allowsDottedKeys: Whether it may be a key of `data` or `training`.
  /// - Returns: Whether the name can be used.
  mutating func checkName(_ name: String, at range: SourceRange, allowsDottedKeys: Bool) -> Bool {
    let names = parameters.map(\.name)
    if names.contains(name) { return true }
    if let key = DottedKey(name), allowsDottedKeys {
      if DottedKey.trialSections.contains(key.section) {
        let isPolicy =
          key.section == "training" && key.components.count > 1
          && TrainingKeys.policyKeys.contains(key.components[1])
        if !isPolicy { return true }
        decoder.diagnostics.report(
          .unknownAxis, at: range, "'\(name)' is the same for all trials and cannot be varied")
        return false
      }
      decoder.diagnostics.report(
        .unknownAxis, at: range, "'\(name)' cannot be varied",
        hint: "only parameters and keys of 'data' and 'training' can")
      return false
    }
    let homes = DataKeys.section.homes(of: name) + TrainingKeys.section.homes(of: name)
    let correction = Correction(name, among: names)
    let hint =
      if let correction {
        correction.hint
      } else if let home = homes.first, allowsDottedKeys {
        "did you mean '\(home.path).\(name)'?"
      } else {
        "declare it under 'parameters'"
      }
    decoder.diagnostics.report(
      .undefinedParameter, at: range, "undefined parameter '\(name)'", hint: hint,
      notes: parametersRange.map { [.init("parameters are declared here", at: $0)] } ?? [],
      fix: correction?.fix(at: range), subject: name)
    return false
  }

  /// Warns of a default that is a text where every other value is a number: `0,1`.
  mutating func checkDefaults(_ drafts: [VariantDraft]) {
    for parameter in parameters {
      guard let value = parameter.value, let scalar = value.scalar, scalar.kind == .string,
        !scalar.text.hasPrefix("$")
      else { continue }
      let others = drafts.flatMap { draft in
        draft.groups.axes.filter { $0.name == parameter.name }.flatMap(\.values)
          + draft.pins.filter { $0.key == parameter.name }.map(\.value)
      }
      guard !others.isEmpty, others.allSatisfy({ $0.scalar?.isNumber == true }) else { continue }
      let decimal = scalar.text.replacing(",", with: ".")
      decoder.diagnostics.report(
        .suspiciousValue, at: value.range,
        "the default of '\(parameter.name)' is a text, but all its other values are numbers",
        hint: scalar.text.contains(",") && Double(decimal) != nil
          ? "decimals have a point: \(decimal)" : nil)
    }
  }

  /// Reports parameters to which no variant's text refers.
  mutating func checkUse(of drafts: [VariantDraft]) {
    guard !drafts.isEmpty else { return }
    let names = parameters.map(\.name)
    var unvisited = drafts.reduce(into: Set<String>()) { names, draft in
      for node in draft.source.nodes { names.formUnion(node.references) }
      for axis in draft.groups.axes where DottedKey(axis.name) != nil {
        for value in axis.values { names.formUnion(value.references) }
      }
    }
    var used: Set<String> = []
    while let name = unvisited.popFirst() {
      guard used.insert(name).inserted else { continue }
      var values = parameters.filter { $0.name == name }.compactMap(\.value)
      for draft in drafts {
        values += draft.pins.filter { $0.key == name }.map(\.value)
        values += draft.groups.axes.filter { $0.name == name }.flatMap(\.values)
      }
      for value in values { unvisited.formUnion(value.references) }
    }
    let written = drafts.flatMap { $0.source.nodes.flatMap(\.writtenReferences) }
    for parameter in parameters where !used.contains(parameter.name) {
      // What stands in an expression that cannot be read, or was misspelled, is meant to be used.
      let isMeant = written.contains { text in
        text.words.contains { word in
          word == parameter.name
            || (!names.contains(word)
              && Correction(word, among: names)?.name == parameter.name)
        }
      }
      if isMeant || drafts.contains(where: { !$0.source.isReadable }) { continue }
      decoder.diagnostics.report(
        .unusedParameter, at: parameter.nameRange,
        "parameter '\(parameter.name)' is not used in any variant",
        hint: "write '$\(parameter.name)' where its value belongs")
    }
  }
}
