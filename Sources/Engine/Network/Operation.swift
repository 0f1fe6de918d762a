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
  /// The number of each sample in the data set, 64 for each chunk.
  let samples: UnsafeMutablePointer<UInt32>
  /// The class of each sample.
  let labels: UnsafeMutablePointer<Int32>
  /// One for each lane that holds a sample, else zero.
  let mask: UnsafeMutablePointer<S>

  init(chunks: Int, in arena: Arena<S>) {
    samples = arena.words(chunks * Chunk.size)
    labels = arena.labels(chunks * Chunk.size)
    mask = arena.scalars(chunks * Chunk.size)
  }

  /// Samples of a chunk.
  @inline(__always) func count(of chunk: Int) -> Int {
    Swift.min(Chunk.size, count &- chunk &* Chunk.size)
  }
}

/// A compiled layer, or several fused ones, with all its buffers.
///
/// A chunk runs through operations one after the other; where an operation needs the whole batch,
/// chunks meet. Implementations are specialised for both scalars (`@_specialize`), because a
/// generic witness would otherwise be some hundred times slower.
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
  /// Fills ∂loss/∂input of a chunk and adds ∂loss/∂weights, as one term for each weight.
  func backward(_ chunk: Int, _ step: Step<S>)
  /// Called once after all chunks' `backward`, where they meet.
  func finishBackward(_ step: Step<S>)
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
}
