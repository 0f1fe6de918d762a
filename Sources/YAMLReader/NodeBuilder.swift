internal import Diagnostics

/// Builds the nodes of one document from its events.
final class NodeBuilder {
  /// A node with what the limits need to know about it.
  struct Measured {
    var node: YAMLNode
    /// Where it stands, as offsets; for an alias this is not where the node's text is.
    var extent: Range<Int>
    /// The number of values in it, itself included, aliases followed.
    var count = 1
    /// The number of collections around the deepest value in it, itself included.
    var height = 0
  }

  /// Reading cannot go on; the reason has been reported.
  struct Stop: Error {}

  var diagnostics = DiagnosticList()

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
        // What could not be read stands for nothing, but the file is not empty.
        if !diagnostics.diagnostics.contains(where: { $0.code == .syntax }) { reportEmpty() }
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
      let scalar = scalar(text, style, properties, opening)
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
    var size = Size()
    while true {
      try advance()
      if case .sequenceEnd = event.kind { break }
      let item = try measuredNode()
      items.append(item.node)
      size.add(item)
    }
    return measured(.sequence(items), size, isFlow, opening)
  }

  private func mapping(
    _ isFlow: Bool, _ properties: YAMLEvent.Properties, _ opening: YAMLEvent
  ) throws(Stop) -> Measured {
    checkTag(properties.tag, of: .mapping, opening)
    var entries = EntryList()
    var size = Size()
    while true {
      try advance()
      if case .mappingEnd = event.kind { break }
      let key = try measuredNode()
      try advance()
      let value = try measuredNode()
      size.add(key)
      size.add(value)
      // A key that is an alias stands where the alias stands: it names an entry of this mapping.
      let range = map.range(key.extent.lowerBound, key.extent.upperBound)
      entries.add(key.node, at: range, value.node, isFlow: isFlow, report: report)
    }
    return measured(.mapping(entries.merged()), size, isFlow, opening)
  }

  /// What is inside a collection.
  private struct Size {
    var extent: Range<Int>?
    var count = 1
    var height = 1

    mutating func add(_ item: Measured) {
      let start = extent?.lowerBound ?? item.extent.lowerBound
      let end = max(extent?.upperBound ?? start, item.extent.upperBound)
      extent = start..<max(start, end)
      count += item.count
      height = max(height, item.height + 1)
    }
  }

  /// Makes the collection whose closing event is current.
  private func measured(
    _ content: YAMLNode.Content, _ size: Size, _ isFlow: Bool, _ opening: YAMLEvent
  ) -> Measured {
    let extent: Range<Int>
    if isFlow {
      // The start of the event may be that of an anchor or a tag.
      let start = map.skippingProperties(opening.start, opening.end)
      extent = start..<max(start, event.end)
    } else {
      // The marks of block collections are of no use: they are empty, or end at the next token.
      extent = size.extent ?? opening.start..<opening.start
    }
    let range = map.range(extent.lowerBound, extent.upperBound)
    return Measured(
      node: YAMLNode(content, at: range), extent: extent, count: size.count, height: size.height)
  }

  // MARK: Aliases and limits

  private func alias(_ name: String, _ opening: YAMLEvent) throws(Stop) -> Measured {
    let extent = opening.start..<max(opening.start, opening.end)
    let range = map.range(opening.start, opening.end)
    guard var target = anchors[name], !openAnchors.contains(name) else {
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
      return Measured(node: YAMLNode(.scalar(.missing), at: range), extent: extent)
    }
    try count(target.count, at: opening)
    try check(depth: depth + target.height, at: opening)
    target.extent = extent
    return target
  }

  private func count(_ added: Int, at opening: YAMLEvent) throws(Stop) {
    // What is added was counted itself and is at most the limit: nothing overflows.
    if count <= limits.nodes - added {
      count += added
      return
    }
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
