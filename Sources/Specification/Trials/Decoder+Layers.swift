internal import Catalog
internal import Diagnostics
internal import YAMLReader

extension Decoder {
  /// Reads the layers, without those whose `if` is false.
  mutating func layers(_ located: Located) -> [LayerSpecification]? {
    guard let located = resolve(located) else { return nil }
    guard let items = located.node.sequence else {
      report(
        .wrongType, at: located,
        "'network' must be a list of layers, not \(located.node.kindDescription)")
      return nil
    }
    if items.isEmpty {
      report(.emptyNetwork, at: located, "the network has no layers")
      return nil
    }
    var scope = LayerScope()
    var layers: [LayerSpecification] = []
    var isComplete = true
    for item in located.children(items) {
      if let read = layer(item, &scope) { layers += read } else { isComplete = false }
    }
    if isComplete && layers.isEmpty {
      report(.emptyNetwork, at: located, "every layer of the network is switched off")
      return nil
    }
    return isComplete ? layers : nil
  }

  /// Reads an item of a list of layers.
  ///
  /// - Returns: The layer; several for a stack, none when it is switched off, `nil` when it is wrong.
  mutating func layer(_ item: Located, _ scope: inout LayerScope) -> [LayerSpecification]? {
    guard let named = namedValue(item, noun: vocabulary.layers.family) else { return nil }
    if named.name == StackKeys.name { return stack(named, &scope) }
    guard
      let definition = definition(
        of: named, family: vocabulary.layers.family, others: [StackKeys.name])
    else { return nil }
    let automaticName = scope.automaticName(for: definition.name)
    var fields = Fields(named.located, [])
    if let value = named.value {
      guard let read = settings(value, of: definition, extra: LayerKeys.keys) else { return nil }
      fields = read
    }
    // The condition counts as a use of its parameter even when it is false.
    let condition = valueOrDefault(LayerKeys.condition, in: fields)
    let layers = conditional(condition, &scope) { decoder, scope in
      decoder.layer(definition, fields, named, automaticName, &scope).map { [$0] }
    }
    return condition == nil ? nil : layers
  }

  /// Reads what a condition switches on or off.
  ///
  /// - Parameters:
  ///   - condition: The value of `if`; `nil` when it was wrong.
  ///   - scope: The names so far.
  ///   - read: Reads the layers, which are declared in any case.
  /// - Returns: Nothing, without any use of parameters, where the condition is false.
  mutating func conditional(
    _ condition: Bool?, _ scope: inout LayerScope,
    _ read: (inout Decoder, inout LayerScope) -> [LayerSpecification]?
  ) -> [LayerSpecification]? {
    let (usedBefore, wasLenient, wasAbsent) = (used, isLenient, scope.isDeclaringAbsent)
    if condition == false {
      isLenient = true
      scope.isDeclaringAbsent = true
    }
    let layers = read(&self, &scope)
    isLenient = wasLenient
    scope.isDeclaringAbsent = wasAbsent
    guard condition == false else { return layers }
    used = usedBefore
    return []
  }

  private mutating func layer(
    _ definition: any Definition.Type, _ fields: Fields, _ named: NamedValue,
    _ automaticName: String, _ scope: inout LayerScope
  ) -> LayerSpecification? {
    let call = call(definition, fields, at: named)
    let initialize = initializers(fields["initialize"], LayerKeys.initialize)
    let inputs = fields[LayerKeys.inputs.name].map { self.inputs($0, scope) } ?? []
    let nameField = fields[LayerKeys.name.name]
    let written = nameField == nil ? automaticName : value(LayerKeys.name, in: fields)
    guard let written else { return nil }
    let name = nameField == nil ? written : scope.numbered(written)
    let nameRange = nameField?.value.range ?? named.nameRange
    if nameField != nil, !LayerScope.isValid(written) {
      diagnostics.report(
        .invalidName, at: nameRange,
        "a layer's name consists of letters, digits, '_' and '-', not '\(written)'")
      return nil
    }
    if name == LayerKeys.exampleName {
      diagnostics.report(
        .invalidName, at: nameRange, "'\(name)' stands for the examples and is no layer's name",
        hint: "give the layer another name")
      return nil
    }
    if let first = scope.declare(name, at: nameRange) {
      diagnostics.report(
        .duplicateLayerName, at: nameRange, "there are two layers named '\(name)'",
        notes: [.init("the first is here", at: first)])
      return nil
    }
    guard let call, let initialize, let inputs else { return nil }
    return LayerSpecification(
      name: name, call: call, inputs: inputs, initialize: initialize,
      range: named.located.range, notes: scope.notes)
  }
}

extension Decoder {
  /// Reads `from`: names of earlier layers that are there.
  private mutating func inputs(_ field: Field, _ scope: LayerScope) -> [String]? {
    require(.layerInputs, at: field)
    guard vocabulary.features.contains(.layerInputs), let located = resolve(field.value),
      let value = value(Self.list(located), as: LayerKeys.inputs.kind, of: "'from'"),
      let names = [String](value)
    else { return nil }
    if names.isEmpty {
      report(.wrongType, at: located, "'from' must name at least one layer")
      return nil
    }
    var isComplete = true
    let resolved = names.map { scope.visibleName($0) }
    for (name, node) in zip(resolved, located.node.sequence ?? [located.node]) {
      let message =
        switch scope.state(of: name) {
        case .present: ""
        case .absent: "layer '\(name)' is switched off by its 'if'"
        case .unknown: "there is no layer '\(name)' before this one"
        }
      if message.isEmpty { continue }
      report(
        .unknownLayerReference, at: located.child(node), message,
        hint: Suggestion.nearest(to: name, among: scope.names + [LayerKeys.exampleName]).map {
          "did you mean '\($0)'?"
        })
      isComplete = false
    }
    return isComplete ? resolved : nil
  }
}

extension Decoder {
  /// A text as a list of one.
  private static func list(_ located: Located) -> Located {
    guard located.node.scalar?.kind == .string else { return located }
    return located.child(YAMLNode(.sequence([located.node]), at: located.range))
  }
}

/// The names of the layers declared so far.
struct LayerScope {
  private var counts: [String: Int] = [:]
  private var places: [String: SourceRange] = [:]

  /// All names, in declared order.
  private(set) var names: [String] = []

  /// Whether the layer that is declared next is switched off.
  var isDeclaringAbsent = false

  private var absent: Set<String> = []

  /// The number of the stack's item whose layers are declared, from 1; outside of stacks `nil`.
  var item: Int?

  /// What to say beside the place of a layer.
  var notes: [Diagnostic.Note] = []

  /// A name that is given inside a stack, with the number of the item: each item has its own.
  func numbered(_ name: String) -> String { item.map { "\(name)\($0)" } ?? name }

  /// The layer that a name means: inside a stack first that of the same item.
  func visibleName(_ name: String) -> String {
    let numbered = numbered(name)
    return places[numbered] == nil ? name : numbered
  }

  enum State {
    case present
    case absent
    case unknown
  }

  func state(of name: String) -> State {
    if places[name] == nil { return name == LayerKeys.exampleName ? .present : .unknown }
    return absent.contains(name) ? .absent : .present
  }

  /// Kind and number among the declared layers of the kind, whether or not they are switched on.
  mutating func automaticName(for kind: String) -> String {
    counts[kind, default: 0] += 1
    return "\(kind)\(counts[kind, default: 0])"
  }

  /// Notes a name.
  ///
  /// - Returns: The place of an earlier layer of the same name.
  mutating func declare(_ name: String, at range: SourceRange) -> SourceRange? {
    if let known = places[name] { return known }
    places[name] = range
    names.append(name)
    if isDeclaringAbsent { absent.insert(name) }
    return nil
  }

  static func isValid(_ name: String) -> Bool {
    !name.isEmpty && name.unicodeScalars.allSatisfy { ParameterName.isPart($0) || $0 == "-" }
  }
}
