internal import Catalog

extension SchemaWriter {
  /// The schema of a key whose declaration describes its value in words.
  ///
  /// - Precondition: The key is one of the format's.
  func structure(_ path: String) -> JSONValue {
    switch path {
    case "parameters":
      return ["anyOf": [Self.link("parameters"), ["type": "null"]]]
    case "network", "sweep.variants[].network", "network[].stack.layers": return network
    case "network[].stack.over": return ["type": "array", "items": Self.notNull]
    case "data.validation":
      return ["anyOf": [["type": "integer", "minimum": 0], Self.number(Self.share)]]
    case "sweep.grid", "sweep.zip", "sweep.variants[].grid", "sweep.variants[].zip":
      return Self.link("axes")
    case "sweep.random.over":
      return [
        "type": "object", "propertyNames": Self.axisName,
        "additionalProperties": Self.link("distribution"),
      ]
    case "sweep.random.over.AXIS.choice": return Self.values
    case "sweep.seeds": return seeds(minimum: 1)
    case "sweep.replicate": return seeds(minimum: 0)
    case "sweep.variants[].parameters": return Self.link("parameters")
    case "sweep.variants[].data": return replacement(of: DataKeys.section, without: [])
    case "sweep.variants[].training":
      return replacement(of: TrainingKeys.section, without: TrainingKeys.policyKeys)
    case "report.columns":
      let column = object(ReportKeys.column, inTrial: false, isClosed: true)
      return ["type": "array", "items": ["anyOf": [Self.link("column"), column]]]
    case "report.plots[].metric":
      let metric = Self.link("metric")
      return [
        "anyOf": [
          metric, ["type": "array", "items": metric, "minItems": 1, "uniqueItems": true],
        ]
      ]
    case "expect[].at_least", "expect[].at_most":
      return ["anyOf": [["type": "number"], Self.link("bound")]]
    case _: preconditionFailure("the schema does not know the key '\(path)'")
    }
  }

  /// The schema of a key for which its kind says too little.
  func special(_ path: String, _ setting: any SettingDeclaration) -> JSONValue? {
    if let value = vocabulary.onlyValue(at: path) { return ["const": JSONValue(value)] }
    switch path {
    case "name": return ["type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"]
    case "network[].name", "report.plots[].name":
      return ["type": "string", "pattern": "^[A-Za-z0-9_-]+$"]
    case "network[].from":
      let names: JSONValue = [
        "type": "array", "items": orReference(["type": "string"]), "minItems": 1,
      ]
      return ["anyOf": [["type": "string"], names]]
    case "sweep.variants[].name": return ["type": "string", "pattern": #"\S"#]
    case "report.columns[].value": return Self.link("column")
    case "expect[].metric": return Self.link("metric")
    case "training.early_stopping.metric":
      return ["enum": JSONValue(Metric.all.filter { $0.part != .test }.map(\.name))]
    case _: return nil
    }
  }

  private static let share = NumberRange(
    lower: 0, includesLower: false, upper: 1, includesUpper: false)

  private static let parameterName = "[A-Za-z_][A-Za-z0-9_]*"

  private static let notNull: JSONValue = ["not": ["type": "null"]]

  /// A list of values that an axis takes.
  private static let values: JSONValue = ["type": "array", "items": notNull, "minItems": 1]

  /// A parameter, or a key of `data` or `training`.
  private static let axisPattern = #"^(\#(parameterName)|(data|training)(\.[^.]+)+)$"#

  private static let axisName: JSONValue = ["pattern": .text(axisPattern)]

  static let parameters: JSONValue = [
    "type": "object", "propertyNames": ["pattern": .text("^\(parameterName)$")],
    "additionalProperties": notNull,
  ]

  private var network: JSONValue {
    let layer = orReference(Self.link(vocabulary.layers.family))
    return orReference(["type": "array", "items": layer, "minItems": 1])
  }

  var axes: JSONValue {
    [
      "type": "object", "propertyNames": Self.axisName,
      "additionalProperties": ["anyOf": [Self.values, Self.link("range")]],
    ]
  }

  var range: JSONValue {
    object(AxisKeys.range, inTrial: false, isClosed: true)
      .adding("oneOf", [["required": ["linear"]], ["required": ["log"]]])
  }

  var distribution: JSONValue {
    object(AxisKeys.distribution, inTrial: false, isClosed: true)
      .adding("minProperties", 1).adding("maxProperties", 1)
  }

  var bound: JSONValue {
    object(ExpectationKeys.bound, inTrial: false, isClosed: true)
      .adding("not", ["required": ["plus", "minus"]])
  }

  /// What a column shows: something with a name of its own, a parameter or an axis.
  static let column: JSONValue = [
    "anyOf": [
      ["enum": JSONValue(Report.Column.Content.fixedNames + Metric.all.map(\.name))],
      ["type": "string", "pattern": .text(axisPattern)],
    ]
  ]

  private func seeds(minimum: Int) -> JSONValue {
    let list: JSONValue = [
      "type": "array", "items": ["type": "integer", "minimum": 0], "uniqueItems": true,
      "minItems": .integer(minimum),
    ]
    return ["anyOf": [list, Self.integer(IntegerRange(lower: minimum, upper: 10_000))]]
  }

  /// Keys of a section in place of the common ones.
  private func replacement(of section: Section, without names: [String]) -> JSONValue {
    var properties = names.compactMap { name -> JSONValue.Member? in
      guard let key = section.key(named: name), vocabulary.supports(key, in: section) else {
        return nil
      }
      return .init(name, false)
    }
    if case .object(let inner)? = required(in: section).member("properties") {
      properties += inner.filter { !names.contains($0.name) }
    }
    let schema: JSONValue = ["type": "object", "$ref": .text("#/$defs/\(section.path)")]
    return schema.adding("properties", properties.isEmpty ? nil : .object(properties))
  }
}

extension JSONValue {
  /// The value of an object's member.
  func member(_ name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }
}
