internal import Catalog
package import Datasets
package import Diagnostics
package import Engine
package import Specification

/// The shapes and sizes of a network, found without reading any data.
package struct NetworkLayout: Sendable {
  package struct Row: Sendable {
    /// `conv1`.
    package var name: String
    /// The kind with its settings: `conv 6, kernel 5, padding 2`.
    package var title: String
    /// The layers that it reads, where it is not just the one before.
    package var inputs: [String]
    package var output: Shape
    package var parameterCount: Int
    /// Multiplications and additions of one sample's forward pass.
    package var operations: Int
    /// What computes its matrix products, or `nil` when it has none.
    package var engine: ProductEngine?
  }

  package var input: Shape
  package var rows: [Row]
  /// Bytes that training takes at least.
  package var leastByteCount: Int

  package var parameterCount: Int { rows.reduce(0) { $0 + $1.parameterCount } }

  package var operations: Int { rows.reduce(0) { $0 + $1.operations } }

  /// Infers all shapes of a trial's network.
  ///
  /// - Parameters:
  ///   - trial: Its layers carry the places that diagnostics point at.
  ///   - data: What is known of the data set after selection.
  ///   - diagnostics: Receives shapes that do not fit, a last layer whose width does not fit the
  ///     classes, a `dense` on an unflattened picture, batch norm with a tail batch of one.
  /// - Returns: `nil` when there was an error.
  package static func infer(
    for trial: TrialSpecification, data: DatasetDescription,
    into diagnostics: inout DiagnosticList
  ) -> NetworkLayout? {
    guard let graph = NetworkGraph.make(trial, data: data, into: &diagnostics) else { return nil }
    let rows = graph.nodes.indices.map { index in
      let node = graph.nodes[index]
      let isNext = node.inputs == [index - 1]
      return Row(
        name: node.name, title: trial.layers[index].call.title,
        inputs: isNext
          ? [] : node.inputs.map { $0 < 0 ? LayerKeys.exampleName : graph.nodes[$0].name },
        output: node.output,
        parameterCount: node.trainedCount,
        operations: node.definition.operationCount(for: node.inputShapes),
        engine: node.definition.productEngine(
          for: node.inputShapes, tier: trial.training.numerics.tier))
    }
    return NetworkLayout(
      input: graph.input, rows: rows,
      leastByteCount: MemoryEstimate(graph.nodes, trial.training).byteCount)
  }
}
