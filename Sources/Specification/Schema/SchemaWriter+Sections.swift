internal import Catalog

extension SchemaWriter {
  /// A mapping with the keys of a section and no others.
  ///
  /// - Parameters:
  ///   - section: The section.
  ///   - inTrial: Whether parameters may stand for its values.
  ///   - isClosed: Whether all of it stands in one place, so that required keys must be there.
  /// - Returns: The schema.
  func object(_ section: Section, inTrial: Bool, isClosed: Bool) -> JSONValue {
    let required = section.keys.filter { isClosed && $0.isRequired }.map(\.name)
    let schema: JSONValue = [
      "type": "object", "description": .text(section.summary),
      "properties": properties(of: section, inTrial: inTrial), "additionalProperties": false,
    ]
    return schema.adding("required", required.isEmpty ? nil : JSONValue(required))
  }

  func properties(of section: Section, inTrial: Bool) -> JSONValue {
    .object(
      section.keys.filter { vocabulary.supports($0, in: section) }.map {
        .init($0.name, property($0, in: section, inTrial: inTrial))
      })
  }

  private func property(_ key: Key, in section: Section, inTrial: Bool) -> JSONValue {
    let path = section.path(of: key)
    switch key.content {
    case .setting(let setting):
      let schema = special(path, setting) ?? self.schema(of: setting.kind, inTrial: inTrial)
      return (inTrial ? orReference(schema) : schema)
        .adding("description", .text(key.help))
        .adding("default", setting.defaultValue.map { JSONValue($0) })
    case .section(let inner):
      if [DataKeys.section.path, TrainingKeys.section.path].contains(path) {
        return Self.link(path)
      }
      let schema = object(inner, inTrial: inTrial, isClosed: false)
      return inTrial ? orReference(schema) : schema
    case .list(let inner):
      let isVariants = inner.path == VariantKeys.section.path
      var item = object(inner, inTrial: inTrial, isClosed: true)
      if inner.path == ExpectationKeys.section.path {
        item = item.adding("anyOf", [["required": ["at_least"]], ["required": ["at_most"]]])
      }
      let schema: JSONValue = ["type": "array", "items": item]
      return schema.adding("minItems", isVariants ? 1 : nil)
        .adding("description", .text(key.help))
    case .structure:
      let schema = structure(path)
      return (inTrial ? orReference(schema) : schema).adding("description", .text(key.help))
    }
  }

  /// Keys that must be there, where nothing else in the file can give them.
  var requirements: [JSONValue] {
    let root = Section.experiment
    let extends: JSONValue = ["required": [.text(ExperimentKeys.extends.name)]]
    let general: JSONValue = [
      "required": JSONValue(root.keys.filter(\.isRequired).map(\.name)),
      "properties": ["sweep": required(in: SweepKeys.section)],
    ]
    let trial = [DataKeys.section, TrainingKeys.section].map { section -> JSONValue in
      let own = Self.givesKeys(of: section.path)
      let variant: JSONValue = ["anyOf": .list([["required": [.text(section.path)]]] + own)]
      let variants: JSONValue = [
        "required": ["variants"], "properties": ["variants": ["contains": variant]],
      ]
      let sweep: JSONValue = [
        "required": ["sweep"], "properties": ["sweep": ["anyOf": .list(own + [variants])]],
      ]
      return [
        "if": ["anyOf": [extends, sweep]],
        "else": ["properties": .object([.init(section.path, required(in: section))])],
      ]
    }
    return [["if": extends, "else": general]] + trial
  }

  /// What is true of a mapping with axes that vary keys of a section.
  private static func givesKeys(of section: String) -> [JSONValue] {
    let varies: JSONValue = [
      "not": ["propertyNames": ["not": ["pattern": .text("^\(section)\\.")]]]
    ]
    return [
      ["required": ["grid"], "properties": ["grid": varies]],
      ["required": ["zip"], "properties": ["zip": varies]],
      [
        "required": ["random"],
        "properties": ["random": ["required": ["over"], "properties": ["over": varies]]],
      ],
    ]
  }

  /// The required keys of a section and of the sections inside it.
  func required(in section: Section) -> JSONValue {
    let names = section.keys.filter(\.isRequired).map(\.name)
    let inner = section.keys.compactMap { key -> JSONValue.Member? in
      guard case .section(let inner) = key.content, vocabulary.supports(key, in: section) else {
        return nil
      }
      let schema = required(in: inner)
      return schema == [:] ? nil : .init(key.name, schema)
    }
    let schema: JSONValue = names.isEmpty ? [:] : ["required": JSONValue(names)]
    return schema.adding("properties", inner.isEmpty ? nil : .object(inner))
  }
}
