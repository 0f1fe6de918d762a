/// One step of a YAML parse; offsets count the Unicode scalars of the text from 0.
struct YAMLEvent {
  /// What stands in front of a value: `&anchor` and `!tag`.
  struct Properties {
    var anchor: String?
    /// The tag with its handle resolved: `tag:yaml.org,2002:int`.
    var tag: String?

    var isEmpty: Bool { anchor == nil && tag == nil }
  }

  enum ScalarStyle {
    case plain
    case quoted
    case block
  }

  enum Kind {
    case streamStart
    case streamEnd
    case documentStart
    case documentEnd
    case alias(String)
    case scalar(String, ScalarStyle, Properties)
    case sequenceStart(isFlow: Bool, Properties)
    case sequenceEnd
    case mappingStart(isFlow: Bool, Properties)
    case mappingEnd
  }

  var kind: Kind

  /// Where the event's text starts; properties are part of it.
  var start: Int

  /// Just behind the event's text.
  var end: Int
}

/// What libyaml says about a text that is not YAML.
struct YAMLSyntaxError: Error {
  /// A place and what libyaml says about it.
  struct Statement {
    var text: String
    var offset: Int
  }

  var problem: Statement

  /// What was being read, and where that began.
  var context: Statement?
}
