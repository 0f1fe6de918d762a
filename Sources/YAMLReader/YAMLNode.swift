package import Diagnostics

/// A value of a YAML document that knows where it stands.
package struct YAMLNode: Sendable {
  package indirect enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  package var content: Content

  /// The text of the value, without anchor and tag.
  ///
  /// Of a scalar exactly its characters, quotes included; of a collection in brackets everything
  /// from bracket to bracket; of another one from its first item's start to its last item's end.
  package var range: SourceRange

  package init(_ content: Content, at range: SourceRange) {
    self.content = content
    self.range = range
  }
}

/// A key and its value.
package struct YAMLEntry: Sendable {
  /// The key's text; keys are always read as strings.
  package var key: String
  package var keyRange: SourceRange
  package var value: YAMLNode

  package init(key: String, keyRange: SourceRange, value: YAMLNode) {
    self.key = key
    self.keyRange = keyRange
    self.value = value
  }
}

extension YAMLNode {
  package var scalar: YAMLScalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  package var sequence: [YAMLNode]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  package var mapping: [YAMLEntry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// The value of a key of a mapping, or `nil`.
  package subscript(key: String) -> YAMLNode? {
    mapping?.first { $0.key == key }?.value
  }

  /// What the value is, for messages: `a list`, `the number 3`.
  package var kindDescription: String {
    switch content {
    case .scalar(let scalar): scalar.kindDescription
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
