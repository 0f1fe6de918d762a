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
}

extension Shape {
  /// The shape of one sample of a tensor with PyTorch's dimensions, `[n, c, h, w]` or `[n, f]`.
  init(reference shape: [Int]) {
    self =
      shape.count == 4
      ? .picture(height: shape[2], width: shape[3], channels: shape[1])
      : .features(shape.dropFirst().reduce(1, *))
  }
}

/// A chain of layers, each reading the one before.
struct Chain: Sendable {
  var nodes: [NetworkNode] = []
  var input: Shape

  init(input: Shape) { self.input = input }

  var output: Shape { nodes.last?.output ?? input }

  /// Appends a layer.
  mutating func append(_ name: String, _ definition: any LayerDefinition) throws {
    nodes.append(
      NetworkNode(
        name: name, definition: definition, inputs: [nodes.count - 1], inputShapes: [output],
        output: try definition.output(for: [output])))
  }

  /// Appends a layer of a kind, named after kind and place.
  mutating func append<D: LayerDefinition>(_: D.Type, _ settings: [String: Value] = [:]) throws {
    try append("\(D.name)\(nodes.count + 1)", D(Arguments(settings)))
  }
}
