internal import Catalog
internal import Diagnostics
internal import Engine
internal import Specification

/// How the shapes came about that a layer gets, for the diagnostics about it.
struct ShapeHistory {
  /// The shape of an example.
  let input: Shape
  /// The layers whose shapes are known, in the order of the file.
  let nodes: [NetworkNode]
  /// All layers with their places in the file; the first are those of `nodes`.
  let layers: [LayerSpecification]

  /// The shapes along the way to each input, in a line of text.
  func chains(upTo inputs: [Int]) -> [Diagnostic.Note] {
    if inputs.count == 1 { return [.init("shapes so far: " + chain(upTo: inputs[0]))] }
    return distinct(inputs).map { place in
      .init("shapes up to \(name(of: place)): " + chain(upTo: place))
    }
  }

  /// Where the file gives each input its shape.
  ///
  /// Of one input, the layers that made the picture too small; of several, what lies between the last
  /// layer that they share and each of them.
  ///
  /// - Parameters:
  ///   - inputs: The places of the layers whose outputs do not fit.
  ///   - reader: The layer that they do not fit.
  /// - Returns: A note for each place, in the order of the file.
  func origins(of inputs: [Int], for reader: any LayerDefinition) -> [Diagnostic.Note] {
    let places: [Int]
    if inputs.count > 1 {
      places = branches(to: inputs)
    } else {
      // Where a whole picture would not fit either, its size is not what is wrong.
      places = (try? reader.output(for: [input])) == nil ? [] : shrinking(before: inputs[0])
    }
    var seen: Set<String> = []
    return places.filter { place in
      let start = layers[place].range.start
      return seen.insert("\(start.line):\(start.column)").inserted
    }.suffix(Self.most)
      .map { place in
        let node = nodes[place]
        let before = node.inputShapes.map(\.description).joined(separator: " and ")
        let text =
          node.inputShapes == [node.output]
          ? "\(node.name) is \(node.output)" : "\(node.name) makes \(node.output) of \(before)"
        return .init(text, at: layers[place].range)
      }
  }

  /// More places would hide the mistake itself.
  private static let most = 10

  private func shrinking(before end: Int) -> [Int] {
    path(to: end).filter { place in
      let node = nodes[place]
      guard case .picture(let height, let width, _) = node.output,
        case .picture(let oldHeight, let oldWidth, _)? = node.inputShapes.first
      else { return false }
      return height < oldHeight || width < oldWidth
    }
  }

  private func branches(to inputs: [Int]) -> [Int] {
    let paths = distinct(inputs).map(path)
    let shared = (0..<(paths.map(\.count).min() ?? 0)).prefix { index in
      paths.allSatisfy { $0[index] == paths[0][index] }
    }
    return paths.flatMap { path in
      let branch = path.dropFirst(shared.count).filter(decidesShape)
      return branch.isEmpty ? path.suffix(1) : branch
    }
  }

  /// Whether a layer gives its output a shape by its settings, even if it is that of its input.
  private func decidesShape(_ place: Int) -> Bool {
    let node = nodes[place]
    return node.inputShapes != [node.output]
      || node.definition.parameters(for: node.inputShapes).contains { $0.role == .weight }
  }

  /// `input 28×28×1 → conv1 24×24×6 → relu1 24×24×6`, along the first inputs.
  private func chain(upTo end: Int) -> String {
    let steps = path(to: end).map { "\(nodes[$0].name) \(nodes[$0].output)" }
    return (["\(LayerKeys.exampleName) \(input)"] + steps).joined(separator: " → ")
  }

  private func path(to end: Int) -> [Int] {
    var path: [Int] = []
    var place = end
    while place >= 0 {
      path.append(place)
      place = nodes[place].inputs.first ?? -1
    }
    return path.reversed()
  }

  private func name(of place: Int) -> String {
    place < 0 ? LayerKeys.exampleName : nodes[place].name
  }

  private func distinct(_ inputs: [Int]) -> [Int] {
    var seen: Set<Int> = []
    return inputs.filter { seen.insert($0).inserted }
  }
}
