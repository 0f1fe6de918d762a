internal import Catalog
internal import Diagnostics
internal import YAMLReader

extension Decoder {
  /// More items than this are refused: a misread list must not make a network of millions of layers.
  private static let maximumItems = 1_000

  /// Reads a stack: its layers, once for each item of its list.
  ///
  /// - Returns: `nil` when there was a mistake, which has been reported.
  mutating func stack(_ named: NamedValue, _ scope: inout LayerScope) -> [LayerSpecification]? {
    if scope.item != nil {
      diagnostics.report(
        .unsupportedKey, at: named.nameRange, "a stack inside a stack is not supported",
        hint: "write one stack after the other, or the inner layers one by one",
        notes: named.located.uses)
      return nil
    }
    if environment?.names.contains(StackKeys.item) == true {
      diagnostics.report(
        .conflictingValues, at: named.nameRange,
        "a parameter has the name '\(StackKeys.item)', which stands for an item in a stack",
        hint: "give the parameter another name",
        notes: environment?.declaration.map { [.init("parameters are declared here", at: $0)] }
          ?? [])
      return nil
    }
    let value = named.value ?? Located(YAMLNode(.mapping([]), at: named.nameRange))
    guard let fields = fields(value, StackKeys.section) else { return nil }
    let condition = valueOrDefault(LayerKeys.condition, in: fields)
    let layers = conditional(condition, &scope) { decoder, scope in
      decoder.stackedLayers(fields, &scope)
    }
    return condition == nil ? nil : layers
  }

  private mutating func stackedLayers(_ fields: Fields, _ scope: inout LayerScope)
    -> [LayerSpecification]?
  {
    let items = fields["over"].flatMap { stackItems($0) }
    guard let field = fields["layers"], let list = resolve(field.value) else { return nil }
    guard let templates = list.node.sequence else {
      report(
        .wrongType, at: list,
        "'layers' of a stack must be a list of layers, not \(list.node.kindDescription)")
      return nil
    }
    if templates.isEmpty {
      report(.emptyNetwork, at: list, "the stack has no layers")
      return nil
    }
    guard let items else { return nil }
    var layers: [LayerSpecification] = []
    var isComplete = true
    var found: [DiagnosticList] = []
    let (outer, outerItem) = (diagnostics, environment?.item)
    for (index, item) in items.enumerated() {
      diagnostics = DiagnosticList()
      environment?.item = item
      scope.item = index + 1
      scope.notes = [Self.note(index + 1, text(of: item.node), item)]
      for template in list.children(templates) {
        if let read = layer(template, &scope) { layers += read } else { isComplete = false }
      }
      found.append(diagnostics)
    }
    diagnostics = outer
    environment?.item = outerItem
    (scope.item, scope.notes) = (nil, [])
    gather(found, items)
    return isComplete ? layers : nil
  }

  private mutating func stackItems(_ field: Field) -> [Located]? {
    guard let located = resolve(field.value) else { return nil }
    guard let items = located.node.sequence else {
      report(
        .wrongType, at: located,
        "'over' of a stack must be a list, not \(located.node.kindDescription)",
        hint: located.node.scalar.map {
          "write '[\($0.text)]'; the values of an axis of lists are lists themselves: "
            + "[[\($0.text)], …]"
        })
      return nil
    }
    guard items.count <= Self.maximumItems else {
      report(
        .limitExceeded, at: located,
        "a stack has at most \(Self.maximumItems) items, not \(items.count)")
      return nil
    }
    return located.children(items)
  }

  /// What makes a mistake of one item that of another.
  private struct Mistake: Hashable {
    var code: DiagnosticCode
    var start: SourcePosition
    var message: String

    init(_ diagnostic: Diagnostic) {
      code = diagnostic.code
      start = diagnostic.range.start
      message = diagnostic.message
    }
  }

  /// Adds the mistakes of all items; those that not every item has say which it is.
  private mutating func gather(_ found: [DiagnosticList], _ items: [Located]) {
    var counts: [Mistake: Int] = [:]
    for list in found {
      for mistake in Set(list.diagnostics.map { Mistake($0) }) { counts[mistake, default: 0] += 1 }
    }
    for (index, list) in found.enumerated() {
      for var diagnostic in list.diagnostics {
        if counts[Mistake(diagnostic)] != items.count {
          diagnostic.notes.append(Self.note(index + 1, text(of: items[index].node), items[index]))
        }
        diagnostics.append(diagnostic)
      }
    }
  }

  private static func note(_ number: Int, _ text: String, _ item: Located) -> Diagnostic.Note {
    Diagnostic.Note("for item \(number) of the stack, \(text)", at: item.range)
  }
}
