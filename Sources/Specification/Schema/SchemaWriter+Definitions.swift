internal import Catalog

extension SchemaWriter {
  /// A definition of a family: its name, or its name with what stands behind it.
  func family(_ registry: Registry) -> JSONValue {
    let alone = registry.definitions.filter { !Self.needsSettings($0) }.map { $0.name }
    var properties = registry.definitions.map { definition in
      JSONValue.Member(definition.name, Self.link("\(registry.family).\(definition.name)"))
    }
    if registry.family == vocabulary.layers.family {
      properties.append(
        .init(StackKeys.name, object(StackKeys.section, inTrial: true, isClosed: true)))
    }
    let named: JSONValue = [
      "type": "object", "minProperties": 1, "maxProperties": 1,
      "properties": .object(properties), "additionalProperties": false,
    ]
    let names: JSONValue = ["enum": JSONValue(alone)]
    return ["anyOf": .list((alone.isEmpty ? [] : [names]) + [named])]
  }

  /// What stands behind a definition's name: its settings, or the value of the first one.
  func definition(_ definition: any Definition.Type, in registry: Registry) -> JSONValue {
    var properties = definition.settings.map { setting in
      JSONValue.Member(
        setting.name,
        orReference(schema(of: setting.kind)).adding("description", .text(setting.help))
          .adding("default", setting.defaultValue.map { JSONValue($0) }))
    }
    if registry.family == vocabulary.layers.family {
      properties += commonLayerKeys.map { .init($0.name, Self.link(Self.common($0.name))) }
    }
    let required = definition.settings.filter(\.isRequired).map(\.name)
    let settings: JSONValue = [
      "type": "object", "properties": .object(properties), "additionalProperties": false,
    ]
    var forms = [settings.adding("required", required.isEmpty ? nil : JSONValue(required))]
    let others = definition.settings.dropFirst().contains(where: \.isRequired)
    if let first = definition.settings.first, !others { forms.append(schema(of: first.kind)) }
    if !Self.needsSettings(definition) { forms.append(["type": "null"]) }
    return orReference(["anyOf": .list(forms)])
      .adding("description", .text(definition.summary))
  }

  /// The keys that every layer accepts, with their schemas.
  private var commonLayerKeys: [JSONValue.Member] {
    guard case .object(let members) = properties(of: LayerKeys.section, inTrial: true) else {
      return []
    }
    return members
  }

  /// The schemas of these keys, under the names by which layers refer to them.
  var commonLayerDefinitions: [JSONValue.Member] {
    commonLayerKeys.map { .init(Self.common($0.name), $0.value) }
  }

  private static func common(_ key: String) -> String { "layers.\(key)" }

  private static func needsSettings(_ definition: any Definition.Type) -> Bool {
    definition.settings.contains(where: \.isRequired)
  }

  /// The values of a kind, written in place.
  ///
  /// - Parameters:
  ///   - kind: What is accepted.
  ///   - inTrial: Whether parameters may stand for items.
  /// - Returns: The schema.
  func schema(of kind: SettingKind, inTrial: Bool = true) -> JSONValue {
    switch kind {
    case .boolean: return ["type": "boolean"]
    case .integer(let range): return Self.integer(range)
    case .number(let range): return Self.number(range)
    case .choice(let words): return ["enum": JSONValue(words)]
    case .integerOrWord(let range, let words):
      return ["anyOf": [Self.integer(range), ["enum": JSONValue(words)]]]
    case .numbers(let count, let range):
      let item = Self.number(range)
      return [
        "type": "array", "items": inTrial ? orReference(item) : item, "minItems": .integer(count),
        "maxItems": .integer(count),
      ]
    case .list(let element):
      let item = schema(of: element, inTrial: inTrial)
      return ["type": "array", "items": inTrial ? orReference(item) : item]
    case .definition(let family): return Self.link(family)
    case .numberOrDefinition(let range, let family):
      if vocabulary.registry(family: family).definitions.isEmpty { return Self.number(range) }
      return ["anyOf": [Self.number(range), Self.link(family)]]
    case .text: return ["type": "string"]
    }
  }

  static func integer(_ range: IntegerRange) -> JSONValue {
    let schema: JSONValue = ["type": "integer"]
    return schema.adding("minimum", range.lower.map { .integer($0) })
      .adding("maximum", range.upper.map { .integer($0) })
  }

  static func number(_ range: NumberRange) -> JSONValue {
    let schema: JSONValue = ["type": "number"]
    return
      schema
      .adding(
        range.includesLower ? "minimum" : "exclusiveMinimum", range.lower.map { .number($0) }
      )
      .adding(
        range.includesUpper ? "maximum" : "exclusiveMaximum", range.upper.map { .number($0) })
  }
}
