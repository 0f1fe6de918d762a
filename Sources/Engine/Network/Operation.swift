/// What is done with the samples of a step.
package enum Phase: Sendable {
  case training
  case inference
}

/// The facts of one step that operations may ask for; nobody keeps a mode or a generator.
package final class Step<S: EngineScalar> {
  package internal(set) var phase = Phase.inference
  /// Samples in the batch.
  var count = 0
  /// Chunks that hold samples.
  var chunks = 0
  let partition: Partition
  /// The weights and the optimizer's state, when an update follows the gradients.
  var upcoming: UpdateVectors<S>?
  /// The number of each sample in the data set, 64 for each chunk.
  let samples: UnsafeMutablePointer<UInt32>
  /// The class of each sample.
  let labels: UnsafeMutablePointer<Int32>
  /// One for each lane that holds a sample, else zero.
  let mask: UnsafeMutablePointer<S>

  init(_ partition: Partition, in arena: Arena<S>) {
    self.partition = partition
    let chunks = partition.chunks
    samples = arena.words(chunks * Chunk.size)
    labels = arena.labels(chunks * Chunk.size)
    mask = arena.scalars(chunks * Chunk.size)
  }

  /// Samples of a chunk.
  @inline(__always) func count(of chunk: Int) -> Int {
    Swift.min(Chunk.size, count &- chunk &* Chunk.size)
  }

  /// The part of the batch that a chunk belongs to.
  @inline(__always) func part(of chunk: Int) -> Int { partition.part(of: chunk) }
}

/// Values of a gradient that are computed together, from the whole batch.
package struct GradientBlock: Sendable {
  /// Places in the flat vector of trained values.
  package var pieces: [Range<Int>]
}

/// A compiled layer, or several fused ones, with all its buffers.
///
/// A chunk runs through operations one after the other; where an operation needs the whole batch,
/// chunks meet. Chunks of different parts run at the same time, so that they must write to memory of
/// their own: activations of the chunk, scratch and gradients of its part. Implementations are
/// specialised for both scalars (`@_specialize`), because a generic witness would otherwise be some
/// hundred times slower.
package protocol Operation<S>: AnyObject {
  associatedtype S: EngineScalar

  /// Whether all chunks must have passed `forward` before any goes on, while training.
  var meetsForward: Bool { get }
  /// Whether all chunks must have passed `backward` before any goes on.
  var meetsBackward: Bool { get }

  /// Whether products are saved by transformed tiles.
  var hasTiles: Bool { get }

  /// Called before the first step of an epoch.
  func beginEpoch(_ epoch: Int, seed: UInt64)
  /// Called before the first chunk of a training step, when weights may have changed.
  func beginTraining()
  /// Called before a run of inference steps, when weights may have changed.
  func beginInference()
  /// Fills the output of a chunk.
  func forward(_ chunk: Int, _ step: Step<S>)
  /// Called once after all chunks' `forward`, where they meet.
  func finishForward(_ step: Step<S>)
  /// Fills ∂loss/∂input of a chunk and adds ∂loss/∂weights, as one term for each weight, except for
  /// those that are in `gradientBlocks`.
  func backward(_ chunk: Int, _ step: Step<S>)
  /// Called once after all chunks' `backward`, where they meet.
  func finishBackward(_ step: Step<S>)

  /// What is computed from the whole batch at once after all `backward`.
  ///
  /// Together the blocks cover every tensor whose layout says so. Blocks may run at the same time.
  var gradientBlocks: [GradientBlock] { get }
  /// Fills (does not add to) ∂loss/∂weights of a block.
  ///
  /// - Parameters:
  ///   - block: Which of `gradientBlocks`.
  ///   - target: Where its pieces go, one after the other; `nil`: to their places in the flat vector.
  ///   - step: The step.
  func completeGradient(block: Int, into target: UnsafeMutablePointer<S>?, _ step: Step<S>)
}

extension Operation {
  package var meetsForward: Bool { false }
  package var meetsBackward: Bool { false }
  package var hasTiles: Bool { false }
  package func beginEpoch(_ epoch: Int, seed: UInt64) {}
  package func beginTraining() {}
  package func beginInference() {}
  package func finishForward(_ step: Step<S>) {}
  package func finishBackward(_ step: Step<S>) {}
  package var gradientBlocks: [GradientBlock] { [] }
  package func completeGradient(
    block: Int, into target: UnsafeMutablePointer<S>?, _ step: Step<S>
  ) {}
}
