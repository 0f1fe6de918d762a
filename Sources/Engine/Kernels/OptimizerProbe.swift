/// An optimizer without a network, run on given gradients: what tests look at.
package final class OptimizerProbe<S: EngineScalar> {
  private let optimizer: any OptimizerDefinition
  private let arena = Arena<S>()
  private let count: Int
  private let vectors: UpdateVectors<S>
  private var updates = 0

  package init(_ optimizer: any OptimizerDefinition, weights: [S]) {
    self.optimizer = optimizer
    count = weights.count
    vectors = UpdateVectors(
      count: padded(count), weights: arena.scalars(padded(count)),
      gradients: arena.scalars(padded(count)), states: optimizer.states, in: arena)
    for (i, weight) in weights.enumerated() { vectors.weights[i] = weight }
  }

  /// The weights now.
  package var weights: [S] { (0..<count).map { vectors.weights[$0] } }

  /// Whether the update left the padding behind the weights at zero and all gradients cleared.
  package var isTidy: Bool {
    (count..<vectors.count).allSatisfy { vectors.weights[$0] == 0 }
      && (0..<vectors.count).allSatisfy { vectors.gradients[$0] == 0 }
  }

  /// Updates the weights once.
  ///
  /// - Parameters:
  ///   - gradient: As many values as there are weights.
  ///   - learningRate: Of this update.
  package func update(gradient: [S], learningRate: Double) {
    for (i, value) in gradient.enumerated() { vectors.gradients[i] = value }
    updates += 1
    optimizer.update(vectors, learningRate: learningRate, step: updates)
  }
}
