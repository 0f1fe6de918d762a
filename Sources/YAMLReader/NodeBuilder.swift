internal import Diagnostics

/// Builds the nodes of one document from its events.
final class NodeBuilder {
  /// A node with what the limits need to know about it.
  struct Measured {
    var node: YAMLNode
    /// The number of values in it, itself included, aliases followed.
    var count = 1
    /// The number of collections around the deepest value in it, itself included.
    var height = 0
  }

  /// Reading cannot go on; the reason has been reported.
  struct Stop: Error {}

  private(set) var diagnostics = DiagnosticList()

  let map: TextMap
  private let limits: ReaderLimits
  private let parser: YAMLEventParser
  private var event = YAMLEvent(kind: .streamStart, start: 0, end: 0)
  private var anchors: [String: Measured] = [:]

  /// Anchors of collections that are still being read, which an alias must not name.
  private var openAnchors: Set<String> = []
  private var depth = 0
  private var count = 0

  init(_ map: TextMap, limits: ReaderLimits) {
    self.map = map
    self.limits = limits
    parser = YAMLEventParser(map.file.text)
  }

  /// Reads the whole stream.
  func readDocument() -> YAMLNode? {
    do throws(Stop) {
      try advance()  // to the start of the stream
      try advance()
      guard case .documentStart = event.kind else {
        reportEmpty()
        return nil
      }
      try advance()
      let document = try node()
      try advance()  // to the end of the document
      try advance()
      if case .documentStart = event.kind { reportSecondDocument() }
      if document.scalar?.kind == .null, document.scalar?.isPlain == true {
        reportEmpty()
        return nil
      }
      return document
    } catch {
      return nil
    }
  }

  func report(
    _ code: DiagnosticCode, at range: SourceRange, _ message: String, hint: String? = nil,
    notes: [Diagnostic.Note] = []
  ) {
    diagnostics.report(code, at: range, message, hint: hint, notes: notes)
  }

  private func advance() throws(Stop) {
    do {
      event = try parser.next()
    } catch {
      diagnostics.append(SyntaxExplanation(error, in: map).diagnostic)
      throw Stop()
    }
  }

  private func reportEmpty() {
    let start = SourcePosition(line: 1, column: 1)
    report(
      .syntax, at: SourceRange(file: map.file, start: start, end: start),
      "the file is empty; it has no YAML document",
      hint: "an experiment starts with keys such as 'name:' and 'data:'")
  }

  private func reportSecondDocument() {
    report(
      .multipleDocuments, at: map.range(event.start, event.end),
      "a second document starts here; a file holds one",
      hint: "put each document into a file of its own")
  }

  // MARK: Nodes

  private func node() throws(Stop) -> YAMLNode { try measuredNode().node }

  /// Reads the node that the current event starts; its last event stays current.
  private func measuredNode() throws(Stop) -> Measured {
    let opening = event
    switch opening.kind {
    case .alias(let name):
      return try alias(name, opening)
    case .scalar(let text, let style, let properties):
      try count(1, at: opening)
      let scalar = Measured(node: scalar(text, style, properties, opening))
      if let anchor = properties.anchor { anchors[anchor] = scalar }
      return scalar
    case .sequenceStart(let isFlow, let properties):
      return try collection(properties, opening) { () throws(Stop) in
        try sequence(isFlow, properties, opening)
      }
    case .mappingStart(let isFlow, let properties):
      return try collection(properties, opening) { () throws(Stop) in
        try mapping(isFlow, properties, opening)
      }
    case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
      preconditionFailure("libyaml opens every value with an event of its own")
    }
  }

  private func collection(
    _ properties: YAMLEvent.Properties, _ opening: YAMLEvent,
    _ read: () throws(Stop) -> Measured
  ) throws(Stop) -> Measured {
    try count(1, at: opening)
    depth += 1
    defer { depth -= 1 }
    try check(depth: depth, at: opening)
    if let anchor = properties.anchor { openAnchors.insert(anchor) }
    let result = try read()
    if let anchor = properties.anchor {
      openAnchors.remove(anchor)
      anchors[anchor] = result
    }
    return result
  }

  private func sequence(
    _ isFlow: Bool, _ properties: YAMLEvent.Properties, _ opening: YAMLEvent
  ) throws(Stop) -> Measured {
    checkTag(properties.tag, of: .sequence, opening)
    var items: [YAMLNode] = []
    var measure = Measured(node: placeholder(opening), height: 1)
    var extent: Range<Int>?
    while true {
      try advance()
      if case .sequenceEnd = event.kind { break }
      let start = event.start
      let item = try measuredNode()
      items.append(item.node)
      measure.count += item.count
      measure.height = max(measure.height, item.height + 1)
      extent = (extent?.lowerBound ?? start)..<max(start, event.end)
    }
    measure.node = YAMLNode(
      .sequence(items), at: collectionRange(isFlow, opening, items.first?.range, extent))
    return measure
  }

  private func mapping(
    _ isFlow: Bool, _ properties: YAMLEvent.Properties, _ opening: YAMLEvent
  ) throws(Stop) -> Measured {
    checkTag(properties.tag, of: .mapping, opening)
    var entries = EntryList()
    var measure = Measured(node: placeholder(opening), height: 1)
    var extent: Range<Int>?
    while true {
      try advance()
      if case .mappingEnd = event.kind { break }
      let keyEvent = event
      let keyNode = try measuredNode()
      let keyEnd = event.end
      try advance()
      let value = try measuredNode()
      measure.count += keyNode.count + value.count
      measure.height = max(measure.height, value.height + 1)
      extent = (extent?.lowerBound ?? keyEvent.start)..<max(keyEvent.start, event.end)
      let range = keyRange(keyNode.node, keyEvent, keyEnd)
      entries.add(keyNode.node, at: range, value.node, isFlow: isFlow, report: report)
    }
    measure.node = YAMLNode(
      .mapping(entries.merged()),
      at: collectionRange(isFlow, opening, entries.firstRange, extent))
    return measure
  }

  /// A key that is an alias stands where the alias stands: it names an entry of this mapping.
  private func keyRange(_ key: YAMLNode, _ event: YAMLEvent, _ end: Int) -> SourceRange {
    if case .alias = event.kind { return map.range(event.start, end) }
    return key.range
  }

  private func placeholder(_ opening: YAMLEvent) -> YAMLNode {
    YAMLNode(.sequence([]), at: map.range(opening.start, opening.start))
  }

  /// The range of a collection whose closing event is current.
  private func collectionRange(
    _ isFlow: Bool, _ opening: YAMLEvent, _ first: SourceRange?, _ extent: Range<Int>?
  ) -> SourceRange {
    if isFlow {
      // The start of the event may be that of an anchor or a tag.
      return map.range(map.skippingProperties(opening.start, opening.end), event.end)
    }
    guard let extent else { return map.range(opening.start, opening.end) }
    let end = map.position(of: map.trimmedEnd(extent.lowerBound, extent.upperBound))
    var start = map.position(of: extent.lowerBound)
    // Behind the properties of the first item, unless that is an alias and stands elsewhere.
    if let first, first.start > start, first.start < end { start = first.start }
    return SourceRange(file: map.file, start: start, end: max(start, end))
  }

  // MARK: Aliases and limits

  private func alias(_ name: String, _ opening: YAMLEvent) throws(Stop) -> Measured {
    let range = map.range(opening.start, opening.end)
    guard let target = anchors[name], !openAnchors.contains(name) else {
      if openAnchors.contains(name) {
        report(.syntax, at: range, "the alias '*\(name)' stands inside the value it refers to")
      } else {
        // A file with more anchors than this was not written by hand; the search would take long.
        let known = anchors.count <= 100 ? anchors.keys.sorted() : []
        let nearest = Suggestion.nearest(to: name, among: known)
        report(
          .syntax, at: range, "no anchor '&\(name)' is defined before this alias",
          hint: nearest.map { "did you mean '*\($0)'?" }
            ?? "a text that starts with '*' has to be quoted")
      }
      return Measured(node: YAMLNode(.scalar(.missing), at: range))
    }
    try count(target.count, at: opening)
    try check(depth: depth + target.height, at: opening)
    return target
  }

  private func count(_ added: Int, at opening: YAMLEvent) throws(Stop) {
    // Both are at most the limit, which is far from overflow.
    count += added
    guard count > limits.nodes else { return }
    report(
      .limitExceeded, at: map.range(opening.start, opening.end),
      "the document has more than \(limits.nodes) values, aliases counted as copies")
    throw Stop()
  }

  private func check(depth: Int, at opening: YAMLEvent) throws(Stop) {
    guard depth > limits.depth else { return }
    report(
      .limitExceeded, at: map.range(opening.start, opening.end),
      "values are nested more than \(limits.depth) levels deep")
    throw Stop()
  }
}
