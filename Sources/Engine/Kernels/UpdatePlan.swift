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
  /// Gradients that are used at once; one block for each thread.
  private let scratch: UnsafeMutablePointer<S>
  private let scratchStride: Int
  private let penalties: Penalties<S>?
  /// The penalties of each block's weights in the latest step, before its update.
  private let penaltyTerms: UnsafeMutablePointer<Double>
  /// Σg² of each block in the latest step.
  private let squares: UnsafeMutablePointer<Double>

  /// Values of a block that is joined from parts.
  private static var joinedCapacity: Int { 4096 }

  init(
    _ operations: [any Operation<S>], _ tensors: TensorTable<S>, threads: Int,
    penalties: Penalties<S>? = nil, in arena: Arena<S>
  ) {
    self.tensors = tensors
    self.penalties = penalties
    let whole = operations.flatMap { operation in
      operation.gradientBlocks.enumerated().map { index, block in
        Block(source: (operation, index), pieces: block.pieces)
      }
    }
    let largest = whole.map { $0.pieces.reduce(0) { $0 + $1.count } }.max() ?? 0
    scratchStride = largest + 64
    scratch = arena.scalars(scratchStride * threads)
    let joined = stride(from: 0, to: tensors.joinedCount, by: Self.joinedCapacity).map { start in
      Block(
        source: nil, pieces: [start..<min(start + Self.joinedCapacity, tensors.joinedCount)])
    }
    // The small ones last: threads then finish together.
    blocks = whole + joined
    penaltyTerms = arena.doubles(blocks.count)
    squares = arena.doubles(blocks.count)
    let covered = blocks.flatMap(\.pieces).reduce(0) { $0 + $1.count }
    precondition(covered == tensors.count, "every gradient is computed by exactly one block")
  }

  var count: Int { blocks.count }

  /// Who computes the gradient of a block, or `nil` where it is joined from parts.
  func operation(of index: Int, among operations: [any Operation<S>]) -> Int? {
    blocks[index].source.flatMap { source in operations.firstIndex { $0 === source.operation } }
  }

  /// The penalties in the latest step, before its update.
  var penalty: Double { (0..<count).reduce(0) { $0 + penaltyTerms[$1] } }

  /// Σg² after each block's `measureNorm`, the same whichever threads did that.
  var squaredNorm: Double { (0..<count).reduce(0) { $0 + squares[$1] } }

  /// Completes the gradient of a block after all chunks' `backward`.
  func complete(_ index: Int, _ step: Step<S>) {
    let block = blocks[index]
    if let source = block.source {
      source.operation.completeGradient(block: source.block, into: nil, step)
    } else {
      for piece in block.pieces { tensors.partials.join(tensors.gradients, piece) }
    }
    guard let penalties else { return }
    penaltyTerms[index] = block.pieces.reduce(0) {
      $0 + penalties.apply($1, gradients: tensors.gradients + $1.lowerBound)
    }
  }

  /// Sums the squares of a block whose gradient is complete.
  func measureNorm(_ index: Int) {
    squares[index] = blocks[index].pieces.reduce(0) {
      $0 + Engine.squaredNorm(tensors.gradients + $1.lowerBound, count: $1.count)
    }
  }

  /// Multiplies the complete gradient of a block.
  func scaleGradient(_ index: Int, by factor: Double) {
    for piece in blocks[index].pieces {
      scale(tensors.gradients + piece.lowerBound, count: piece.count, by: factor)
    }
  }

  /// Updates the weights of a block whose gradient is complete.
  func update(_ index: Int, by update: WeightUpdate<S>) {
    let block = blocks[index]
    for piece in block.pieces { update.apply(piece, clears: block.source == nil) }
  }

  /// Completes the gradient of a block and updates its weights at once.
  ///
  /// A gradient that is computed here never leaves the cache: it goes to memory of the thread that is
  /// used again and again.
  func complete(_ index: Int, _ step: Step<S>, updating update: WeightUpdate<S>, thread: Int) {
    let block = blocks[index]
    guard let source = block.source else {
      complete(index, step)
      return self.update(index, by: update)
    }
    var gradients = scratch + thread * scratchStride
    source.operation.completeGradient(block: source.block, into: gradients, step)
    var penalty = 0.0
    for piece in block.pieces {
      if let penalties { penalty += penalties.apply(piece, gradients: gradients) }
      update.apply(piece, gradients: gradients, clears: false)
      gradients += piece.count
    }
    penaltyTerms[index] = penalty
  }
}

/// An optimizer's update with its numbers.
struct WeightUpdate<S: EngineScalar> {
  let optimizer: any OptimizerDefinition
  let vectors: UpdateVectors<S>
  let learningRate: Double
  /// Counted from 1.
  let number: Int

  func apply(_ piece: Range<Int>, gradients: UnsafeMutablePointer<S>? = nil, clears: Bool) {
    optimizer.update(
      vectors.slice(piece, gradients: gradients, clears: clears), learningRate: learningRate,
      step: number)
  }
}
