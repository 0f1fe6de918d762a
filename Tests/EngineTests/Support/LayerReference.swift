import Catalog
import Engine
import Testing

/// One case of `References/layers`.
struct LayerReference: Decodable, Sendable, CustomTestStringConvertible {
  struct File: Decodable {
    var cases: [LayerReference]
  }

  var name: String
  var settings: [String: ReferenceValue]
  var phase: String
  var inputs: [ReferenceTensor]
  var weights: [String: ReferenceTensor]
  var state: [String: ReferenceTensor]?
  var mask: ReferenceTensor?
  var upstream: ReferenceTensor
  var output: ReferenceTensor
  var inputGradients: [ReferenceTensor]
  var weightGradients: [String: ReferenceTensor]
  var stateAfter: [String: ReferenceTensor]?

  var testDescription: String { name }

  var enginePhase: Phase { phase == "training" ? .training : .inference }

  /// The input's shape as the engine sees it.
  var inputShape: Shape { Shape(reference: inputs[0].shape) }

  /// The shapes of all inputs.
  var inputShapes: [Shape] { inputs.map { Shape(reference: $0.shape) } }

  /// All inputs of each sample behind each other, as one input of the sum of their channels.
  var joinedInputs: [[Double]] { Self.joined(inputs) }

  var joinedInputGradients: [[Double]] { Self.joined(inputGradients) }

  private static func joined(_ tensors: [ReferenceTensor]) -> [[Double]] {
    let samples = tensors.map(\.samples)
    return samples[0].indices.map { sample in samples.flatMap { $0[sample] } }
  }
}

extension Shape {
  /// The shape of one sample of a tensor with PyTorch's dimensions, `[n, c, h, w]` or `[n, f]`.
  init(reference shape: [Int]) {
    self =
      shape.count == 4
      ? .picture(height: shape[2], width: shape[3], channels: shape[1])
      : .features(shape.dropFirst().reduce(1, *))
  }

  /// The same shape with another number of channels, or of features.
  func with(channels: Int) -> Shape {
    switch self {
    case .picture(let height, let width, _):
      .picture(height: height, width: width, channels: channels)
    case .features: .features(channels)
    case .flattened(let height, let width, _):
      .flattened(height: height, width: width, channels: channels)
    }
  }
}

/// A list of layers, each reading the one before where nothing else is said.
struct Chain: Sendable {
  var nodes: [NetworkNode] = []
  var input: Shape

  init(input: Shape) { self.input = input }

  var output: Shape { nodes.last?.output ?? input }

  /// Appends a layer.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - definition: Its kind with settings.
  ///   - from: The numbers of the layers that it reads, −1 for the input; `nil`: the one before.
  /// - Throws: `ShapeError` when it cannot take their shapes.
  mutating func append(
    _ name: String, _ definition: any LayerDefinition, from: [Int]? = nil
  ) throws {
    let inputs = from ?? [nodes.count - 1]
    let shapes = inputs.map { $0 < 0 ? input : nodes[$0].output }
    nodes.append(
      NetworkNode(
        name: name, definition: definition, inputs: inputs, inputShapes: shapes,
        output: try definition.output(for: shapes)))
  }

  /// The number of a layer.
  func place(of name: String) -> Int? { nodes.firstIndex { $0.name == name } }

  /// Appends a layer of a kind, named after kind and place.
  mutating func append<D: LayerDefinition>(
    _: D.Type, _ settings: [String: Value] = [:], from: [Int]? = nil
  ) throws {
    try append("\(D.name)\(nodes.count + 1)", D(Arguments(settings)), from: from)
  }

  /// Appends layers that each hand on some of the input's channels, without a change.
  ///
  /// - Parameter shapes: Of the parts, whose channels are those of the input.
  /// - Returns: The weights that make them do so, by name of the tensor.
  /// - Throws: `ShapeError`, never for a picture or a vector.
  mutating func appendSelections(of shapes: [Shape]) throws -> [String: [Double]] {
    let total = input.extents.channels
    var weights: [String: [Double]] = [:]
    var start = 0
    for (part, shape) in shapes.enumerated() {
      let count = shape.extents.channels
      let name = "part\(part + 1)"
      let definition: any LayerDefinition =
        input.isPicture
        ? Conv(
          Arguments([
            "filters": .integer(count), "kernel": .integer(1), "bias": .boolean(false),
          ]))
        : Dense(Arguments(["units": .integer(count), "bias": .boolean(false)]))
      try append(name, definition, from: [-1])
      weights["\(name).weight"] = (0..<count * total).map {
        $0 % total == start + $0 / total ? 1 : 0
      }
      start += count
    }
    return weights
  }
}
