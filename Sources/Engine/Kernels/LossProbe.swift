/// A loss without a network, run on given numbers: what tests and gradient checks look at.
package struct LossProbe<S: EngineScalar> {
  private let loss: any LossDefinition
  private let outputs: Int

  /// What a loss says about a batch.
  package struct Answer {
    /// The mean over the batch.
    package var loss: Double
    /// The class that each sample is taken for.
    package var predictions: [Int]
    /// ∂loss/∂logits, one array a sample.
    package var gradient: [[S]]
  }

  package init(_ loss: any LossDefinition, outputs: Int) {
    self.loss = loss
    self.outputs = outputs
  }

  /// Measures a batch.
  ///
  /// - Parameters:
  ///   - logits: One array a sample.
  ///   - labels: The class of each sample.
  /// - Returns: Loss, predictions and gradient.
  package func evaluate(_ logits: [[S]], labels: [Int]) -> Answer {
    let arena = Arena<S>()
    let chunks = Chunk.count(for: logits.count)
    let lanes = chunks * Chunk.size
    let (values, gradient) = (arena.scalars(outputs * lanes), arena.scalars(outputs * lanes))
    let (classes, predictions) = (arena.labels(lanes), arena.labels(lanes))
    let losses = arena.doubles(lanes)
    func place(_ sample: Int, _ output: Int) -> Int {
      (sample / Chunk.size * outputs + output) * Chunk.size + sample % Chunk.size
    }
    for lane in 0..<lanes {
      // Idle lanes repeat the last sample, as they do in training.
      let sample = min(lane, logits.count - 1)
      for output in 0..<outputs { values[place(lane, output)] = logits[sample][output] }
      classes[lane] = lane < labels.count ? Int32(labels[lane]) : 0
    }
    for chunk in 0..<chunks {
      let start = chunk * Chunk.size
      loss.evaluate(
        LossChunk(
          logits: values + start * outputs, gradient: gradient + start * outputs,
          outputs: outputs, labels: classes + start, count: min(Chunk.size, logits.count - start),
          scale: 1 / S.scalar(logits.count), losses: losses + start,
          predictions: predictions + start))
    }
    return withExtendedLifetime(arena) {
      Answer(
        loss: logits.indices.reduce(0) { $0 + losses[$1] } / Double(logits.count),
        predictions: logits.indices.map { Int(predictions[$0]) },
        gradient: logits.indices.map { sample in
          (0..<outputs).map { gradient[place(sample, $0)] }
        })
    }
  }
}
