internal import Datasets
internal import Engine
internal import Specification

/// The least memory that training a network takes, found without compiling it.
///
/// Every weight is there with its gradient and what the optimizer keeps of it; a layer with weights
/// needs its input of the whole batch for their gradient. What else is kept depends on how layers are
/// fused.
struct MemoryEstimate {
  /// Bytes by layer.
  let byteCounts: [Int]

  var byteCount: Int { byteCounts.reduce(0, +) }

  /// The layer that takes most.
  var heaviest: Int? { byteCounts.indices.max { byteCounts[$0] < byteCounts[$1] } }

  /// - Precondition: No layer exceeds `ValueLimit`.
  init(_ nodes: [NetworkNode], _ training: TrainingSpecification) {
    let copies = 2 + OptimizerRegistry.make(training.optimizer).states
    let samples = Chunk.count(for: training.batchSize) * Chunk.size
    byteCounts = nodes.map { node in
      let weights = node.trainedCount
      guard weights > 0 else { return 0 }
      let inputs = node.inputShapes.reduce(0) { $0 + $1.count }
      return MemoryLayout<Float>.size * (copies * weights + samples * inputs)
    }
  }
}

/// How many values a layer may have: matrix products count them with 32 bits.
enum ValueLimit {
  static let most = Int(Int32.max)

  /// What of a layer is too large, as a clause.
  static func complaint(about node: NetworkNode) -> String? {
    if node.output.count > most {
      return "gives \(node.output.count.grouped) values for each example"
    }
    let weights = node.trainedCount
    return weights > most ? "has \(weights.grouped) weights" : nil
  }
}

extension NetworkNode {
  /// The number of values that training changes.
  var trainedCount: Int {
    definition.parameters(for: inputShapes).filter(\.role.isTrained)
      .reduce(0) { $0 + $1.layout.count }
  }
}
