/// The blocks in which a step's gradients are completed and its weights updated.
///
/// Blocks are independent of each other, so that any thread may do any of them in any order.
final class UpdatePlan<S: EngineScalar> {
  private struct Block {
    /// Who computes the gradient; `nil`: it is joined from the parts of the batch.
    let source: (operation: any Operation<S>, block: Int)?
    /// Places in the flat vector of trained values.
    let pieces: [Range<Int>]
  }

  private let blocks: [Block]
  private let tensors: TensorTable<S>

  /// Values of a block that is joined from parts.
  private static var joinedCapacity: Int { 4096 }

  init(_ operations: [any Operation<S>], _ tensors: TensorTable<S>) {
    self.tensors = tensors
    let whole = operations.flatMap { operation in
      operation.gradientBlocks.enumerated().map { index, block in
        Block(source: (operation, index), pieces: block.pieces)
      }
    }
    let joined = stride(from: 0, to: tensors.joinedCount, by: Self.joinedCapacity).map { start in
      Block(
        source: nil, pieces: [start..<min(start + Self.joinedCapacity, tensors.joinedCount)])
    }
    // The small ones last: threads then finish together.
    blocks = whole + joined
    let covered = blocks.flatMap(\.pieces).reduce(0) { $0 + $1.count }
    precondition(covered == tensors.count, "every gradient is computed by exactly one block")
  }

  var count: Int { blocks.count }

  /// Who computes the gradient of a block, or `nil` where it is joined from parts.
  func operation(of index: Int, among operations: [any Operation<S>]) -> Int? {
    blocks[index].source.flatMap { source in operations.firstIndex { $0 === source.operation } }
  }

  /// Completes the gradient of a block after all chunks' `backward`.
  func complete(_ index: Int, _ step: Step<S>) {
    let block = blocks[index]
    if let source = block.source {
      source.operation.completeGradient(block: source.block, step)
    } else {
      for piece in block.pieces { tensors.partials.join(tensors.gradients, piece) }
    }
  }

  /// Updates the weights of a block; its gradients start from zero again.
  func update(
    _ index: Int, _ optimizer: any OptimizerDefinition, _ vectors: UpdateVectors<S>,
    learningRate: Double, number: Int
  ) {
    let block = blocks[index]
    for piece in block.pieces {
      optimizer.update(
        vectors.slice(piece, clears: block.source == nil), learningRate: learningRate,
        step: number)
    }
  }
}
