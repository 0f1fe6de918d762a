internal import Catalog

/// Writes the JSON Schema (draft 2020-12) of the experiment file.
///
/// It accepts every file that reading accepts, as far as one place of the file can be judged without
/// the others: shapes, references and counts are left to `check`.
package struct SchemaWriter {
  let vocabulary: Vocabulary

  package init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
  }

  /// The schema, ending with a line feed.
  package var text: String {
    let root = Section.experiment
    let schema: JSONValue = [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Experiment of ablate",
      "type": "object",
      "properties": properties(of: root, inTrial: false),
      "additionalProperties": false,
      "allOf": .list(requirements),
      "$defs": definitions,
    ]
    return schema.text() + "\n"
  }

  private var definitions: JSONValue {
    let families = vocabulary.registries.filter { !$0.definitions.isEmpty }
    var members: [JSONValue.Member] = [
      .init("data", orReference(object(DataKeys.section, inTrial: true, isClosed: false))),
      .init("training", orReference(object(TrainingKeys.section, inTrial: true, isClosed: false))),
      .init("reference", Self.reference),
      .init("parameters", Self.parameters),
      .init("axes", axes),
      .init("range", range),
      .init("distribution", distribution),
      .init("metric", ["enum": JSONValue(Metric.all.map(\.name))]),
      .init("column", Self.column),
      .init("bound", bound),
    ]
    members += commonLayerDefinitions
    for registry in families {
      members.append(.init(registry.family, family(registry)))
      members += registry.definitions.map {
        .init("\(registry.family).\($0.name)", definition($0, in: registry))
      }
    }
    return .object(members)
  }

  static func link(_ name: String) -> JSONValue { ["$ref": .text("#/$defs/\(name)")] }

  /// `$name` or `${expression}`.
  private static let reference: JSONValue = [
    "type": "string", "pattern": #"^\$([A-Za-z_][A-Za-z0-9_]*|\{.+\})$"#,
    "description": "A parameter or an expression of parameters.",
  ]

  /// What a schema accepts, or a parameter in its place.
  ///
  /// Mappings and lists stand in an `else`: then mistakes in them are shown where they are, not for
  /// the whole. Scalars stand in an `anyOf`, in which editors look for words to complete.
  func orReference(_ schema: JSONValue) -> JSONValue {
    if schema.member("type") == "object" || schema.member("type") == "array" {
      return ["if": ["type": "string"], "then": Self.link("reference"), "else": schema]
    }
    if case .list(let alternatives)? = schema.member("anyOf"),
      case .object(let members) = schema, members.count == 1
    {
      return ["anyOf": .list(alternatives + [Self.link("reference")])]
    }
    return ["anyOf": [schema, Self.link("reference")]]
  }
}
