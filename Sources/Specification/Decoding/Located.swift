internal import Diagnostics
internal import YAMLReader

/// A value with the places through which parameters brought it where it is read.
struct Located {
  var node: YAMLNode

  /// One for each parameter on the way, outermost first; empty for a value written in place.
  var uses: [Diagnostic.Note]

  init(_ node: YAMLNode, uses: [Diagnostic.Note] = []) {
    self.node = node
    self.uses = uses
  }

  var range: SourceRange { node.range }

  /// A value inside this one.
  func child(_ node: YAMLNode) -> Located {
    Located(node, uses: uses)
  }
}

/// A key with its value.
struct Field {
  var key: String
  var keyRange: SourceRange
  var value: Located

  init(key: String, keyRange: SourceRange, value: Located) {
    self.key = key
    self.keyRange = keyRange
    self.value = value
  }
}

extension SourceRange {
  /// From the start of this range to the end of another one in the same source.
  func joined(with other: SourceRange) -> SourceRange {
    SourceRange(file: file, start: min(start, other.start), end: max(end, other.end))
  }
}
