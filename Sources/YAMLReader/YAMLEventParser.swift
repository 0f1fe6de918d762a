internal import CYAML

/// Takes a text apart into YAML events, one at a time.
///
/// This is the only place that touches libyaml: the parser and a copy of the text live in memory
/// that this object owns, and every event is copied into Swift values and freed at once.
@safe final class YAMLEventParser {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  init(_ text: String) {
    let bytes = Array(text.utf8)
    // libyaml insists on an address even if there is nothing to read.
    unsafe input = .allocate(capacity: max(1, bytes.count))
    _ = unsafe input.initialize(fromContentsOf: bytes)
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    let created = unsafe yaml_parser_initialize(parser)
    precondition(created == 1, "no memory for a YAML parser")
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  /// Reads the next event; after `streamEnd` or an error it must not be called again.
  func next() throws(YAMLSyntaxError) -> YAMLEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
    defer { unsafe yaml_event_delete(&event) }
    return unsafe YAMLEvent(
      kind: Self.kind(of: event), start: event.start_mark.index, end: event.end_mark.index)
  }

  private static func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT: return .streamStart
    case YAML_STREAM_END_EVENT: return .streamEnd
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_ALIAS_EVENT:
      return .alias(unsafe string(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let text = unsafe String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let properties = unsafe YAMLEvent.Properties(
        anchor: string(scalar.anchor), tag: string(scalar.tag))
      return .scalar(text, style(unsafe scalar.style), properties)
    case YAML_SEQUENCE_START_EVENT:
      let start = unsafe event.data.sequence_start
      return unsafe .sequenceStart(
        isFlow: start.style == YAML_FLOW_SEQUENCE_STYLE,
        YAMLEvent.Properties(anchor: string(start.anchor), tag: string(start.tag)))
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      let start = unsafe event.data.mapping_start
      return unsafe .mappingStart(
        isFlow: start.style == YAML_FLOW_MAPPING_STYLE,
        YAMLEvent.Properties(anchor: string(start.anchor), tag: string(start.tag)))
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    default:  // a C enumeration; libyaml has no further events
      return .streamEnd
    }
  }

  private static func style(_ style: yaml_scalar_style_t) -> YAMLEvent.ScalarStyle {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: .quoted
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
    default: .plain  // a C enumeration; what remains is plain
    }
  }

  private func syntaxError() -> YAMLSyntaxError {
    let state = unsafe parser.pointee
    let problem =
      unsafe state.error == YAML_MEMORY_ERROR
      ? "out of memory" : (Self.string(state.problem) ?? "unknown problem")
    let context = unsafe Self.string(state.context)
    return YAMLSyntaxError(
      problem: .init(text: problem, offset: unsafe state.problem_mark.index),
      context: context.map { .init(text: $0, offset: unsafe state.context_mark.index) })
  }

  private static func string(_ pointer: UnsafePointer<CChar>?) -> String? {
    unsafe pointer.map { unsafe String(cString: $0) }
  }

  private static func string(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    unsafe pointer.map { unsafe String(cString: $0) }
  }
}
