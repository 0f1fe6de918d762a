internal import Diagnostics

/// The tags of the core schema.
enum CoreTag: String, CaseIterable {
  case string = "str"
  case integer = "int"
  case number = "float"
  case boolean = "bool"
  case null = "null"
  case sequence = "seq"
  case mapping = "map"

  static let prefix = "tag:yaml.org,2002:"

  /// The tag of a full name, or `nil` if it is not of the core schema.
  init?(fullName: String) {
    guard fullName.hasPrefix(Self.prefix) else { return nil }
    self.init(rawValue: String(fullName.dropFirst(Self.prefix.count)))
  }
}

extension NodeBuilder {
  /// Makes a scalar node of the current event.
  func scalar(
    _ text: String, _ style: YAMLEvent.ScalarStyle, _ properties: YAMLEvent.Properties,
    _ event: YAMLEvent
  ) -> Measured {
    let start =
      properties.isEmpty ? event.start : map.skippingProperties(event.start, event.end)
    let end = style == .block ? map.trimmedEnd(start, event.end) : event.end
    let range = map.range(start, end)
    let kind: YAMLScalar.Kind
    if let tag = properties.tag {
      kind = taggedKind(text, tag, isPlain: style == .plain, range, event)
    } else {
      kind = style == .plain ? CoreSchema.kind(ofPlain: text) : .string
    }
    if case .number(let value) = kind, value.isInfinite, !text.lowercased().hasSuffix("inf") {
      report(.outOfRange, at: range, "the number \(text) is too large for 64 bits")
    }
    if style == .plain,
      let mistake = CharacterCheck.invisibleCharacter(in: start..<max(start, end), of: map)
    {
      diagnostics.append(mistake)
    }
    let scalar = YAMLScalar(text: text, isPlain: style == .plain, kind: kind)
    return Measured(
      node: YAMLNode(.scalar(scalar), at: range), extent: start..<max(start, end))
  }

  private func taggedKind(
    _ text: String, _ tag: String, isPlain: Bool, _ range: SourceRange, _ event: YAMLEvent
  ) -> YAMLScalar.Kind {
    if tag == "!" { return .string }
    guard let core = CoreTag(fullName: tag) else {
      reportUnknownTag(tag, event)
      // As if the tag were not there: its being unknown is mistake enough.
      return isPlain ? CoreSchema.kind(ofPlain: text) : .string
    }
    let plain = CoreSchema.kind(ofPlain: text)
    switch (core, plain) {
    case (.string, _): return .string
    case (.integer, .integer), (.boolean, .boolean), (.null, .null), (.number, .number):
      return plain
    case (.number, .integer(let value)): return .number(Double(value))
    case (.sequence, _), (.mapping, _):
      report(.wrongType, at: range, "the tag '!!\(core.rawValue)' does not fit a single value")
    case (.integer, _), (.boolean, _), (.null, _), (.number, _):
      let shown = YAMLScalar(text: text, isPlain: true, kind: plain).excerpt
      report(.wrongType, at: range, "'\(shown)' is not what its tag '!!\(core.rawValue)' says")
    }
    return plain
  }

  /// Checks the tag of a collection.
  func checkTag(_ tag: String?, of expected: CoreTag, _ event: YAMLEvent) {
    guard let tag, tag != "!" else { return }
    guard let core = CoreTag(fullName: tag) else { return reportUnknownTag(tag, event) }
    if core != expected {
      let kind = expected == .sequence ? "a list" : "a mapping"
      report(
        .wrongType, at: map.range(event.start, event.end),
        "the tag '!!\(core.rawValue)' does not fit \(kind)")
    }
  }

  private func reportUnknownTag(_ tag: String, _ event: YAMLEvent) {
    let shown =
      tag.hasPrefix(CoreTag.prefix) ? "!!" + tag.dropFirst(CoreTag.prefix.count) : tag
    report(
      .syntax, at: map.range(event.start, tagEnd(event)), "unknown tag '\(shown)'",
      hint: "a text that starts with '!' has to be quoted")
  }

  /// The end of the word that an event starts with.
  private func tagEnd(_ event: YAMLEvent) -> Int {
    var end = event.start
    while end < min(event.end, map.scalars.count), !map.scalars[end].properties.isWhitespace {
      end += 1
    }
    return end
  }
}

extension YAMLScalar {
  /// What stands for a value that could not be read.
  static let missing = YAMLScalar(text: "", isPlain: true, kind: .null)
}
