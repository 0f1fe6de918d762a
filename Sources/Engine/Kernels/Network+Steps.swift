/// What the threads of a network's team do in one step.
struct StepTask {
  enum Kind {
    /// Forward and backward; then the update, with this learning rate, if there is one.
    case training(learningRate: Double?)
    case inference
  }

  let kind: Kind
  let examples: ExampleValues
}

extension Network {
  /// The sum of the losses and the number of right predictions of one batch.
  package struct BatchResult: Sendable {
    package var loss: Double
    package var correct: Int
    /// The penalties, which are not in `loss`, before the update; 0 when only measuring.
    package var penalty = 0.0
  }

  /// Runs a batch forward and backward; gradients are left for `applyUpdate`.
  ///
  /// - Parameters:
  ///   - examples: The data set's values.
  ///   - labels: The class of every example.
  ///   - order: The examples of the batch, at least one and at most `batchSize`.
  /// - Returns: Losses in training mode.
  package func accumulateGradient(
    _ examples: ExampleValues, labels: [UInt8], order: ArraySlice<UInt32>
  ) -> BatchResult {
    begin(.training, labels, order)
    return run(StepTask(kind: .training(learningRate: nil), examples: examples))
  }

  /// Updates the weights with the gradients left by `accumulateGradient` and clears them.
  package func applyUpdate(learningRate: Double) {
    updates += 1
    let update = weightUpdate(learningRate)
    if let clipping {
      for block in 0..<updatePlan.count { updatePlan.measureNorm(block) }
      if let factor = clipping.factor(squaredNorm: updatePlan.squaredNorm) {
        for block in 0..<updatePlan.count { updatePlan.scaleGradient(block, by: factor) }
      }
    }
    for block in 0..<updatePlan.count { updatePlan.update(block, by: update) }
  }

  /// One training step.
  ///
  /// - Parameters:
  ///   - examples: The data set's values.
  ///   - labels: The class of every example.
  ///   - order: The examples of the batch.
  ///   - learningRate: Of this update.
  /// - Returns: Losses in training mode, before the update.
  /// - Complexity: Allocates nothing.
  package func train(
    _ examples: ExampleValues, labels: [UInt8], order: ArraySlice<UInt32>, learningRate: Double
  ) -> BatchResult {
    begin(.training, labels, order)
    updates += 1
    return run(StepTask(kind: .training(learningRate: learningRate), examples: examples))
  }

  /// Measures a batch in inference mode.
  ///
  /// - Parameters:
  ///   - examples: The data set's values.
  ///   - labels: The class of every example.
  ///   - order: The examples of the batch, at most `batchSize`.
  ///   - body: Called for every sample with its place in `order`, the predicted class and whether
  ///     that is right.
  /// - Returns: Sum of losses and right predictions.
  package func evaluate(
    _ examples: ExampleValues, labels: [UInt8], order: ArraySlice<UInt32>,
    _ body: (Int, UInt8, Bool) -> Void = { _, _, _ in }
  ) -> BatchResult {
    begin(.inference, labels, order)
    let result = run(StepTask(kind: .inference, examples: examples))
    for sample in 0..<step.count {
      let predicted = predictions[sample]
      body(sample, UInt8(truncatingIfNeeded: predicted), predicted == step.labels[sample])
    }
    return result
  }

  /// Measures a batch as training does, with dropout and the batch's own statistics, and leaves
  /// gradients as they are.
  ///
  /// - Parameters:
  ///   - examples: The data set's values.
  ///   - labels: The class of every example.
  ///   - order: The examples of the batch, at most `batchSize`.
  /// - Returns: The loss of each example, in the order of the batch.
  package func trainingLosses(
    _ examples: ExampleValues, labels: [UInt8], order: ArraySlice<UInt32>
  ) -> [Double] {
    begin(.training, labels, order)
    step.upcoming = nil
    for operation in operations { operation.beginTraining() }
    for (number, segment) in forwardSegments.enumerated() {
      for chunk in 0..<step.chunks {
        if number == 0 { gather(examples, chunk) }
        for index in segment { operations[index].forward(chunk, step) }
      }
      if number < forwardSegments.count - 1 {
        operations[segment.upperBound - 1].finishForward(step)
      }
    }
    for chunk in 0..<step.chunks { measure(chunk, gradient: false) }
    return (0..<step.count).map { losses[$0] }
  }

  private func run(_ task: StepTask) -> BatchResult {
    self.task = task
    step.upcoming = nil
    if case .training = task.kind { for operation in operations { operation.beginTraining() } }
    if case .training(_?) = task.kind { step.upcoming = updateVectors }
    team.run(self)
    var result = BatchResult(loss: 0, correct: 0)
    for sample in 0..<step.count {
      result.loss += losses[sample]
      if predictions[sample] == step.labels[sample] { result.correct += 1 }
    }
    if case .training = task.kind { result.penalty = updatePlan.penalty }
    return result
  }
}

extension Network: TeamWork {
  func perform(_ thread: Int, _ team: TeamMeeting) {
    guard let task else { return }
    let chunks = partition.chunks(of: thread, among: team.threads).clamped(to: 0..<step.chunks)
    switch task.kind {
    case .inference:
      for chunk in chunks {
        gather(task.examples, chunk)
        for operation in operations { operation.forward(chunk, step) }
        measure(chunk, gradient: false)
      }
    case .training(let learningRate):
      runForward(chunks, task.examples, team)
      runBackward(chunks, task.examples, team)
      finish(thread, learningRate: learningRate, team)
    }
  }

  /// Runs chunks through all but the last segment, which they leave to the way back.
  private func runForward(_ chunks: Range<Int>, _ examples: ExampleValues, _ team: TeamMeeting) {
    for (number, segment) in forwardSegments.enumerated() where number < forwardSegments.count - 1 {
      for chunk in chunks {
        if number == 0 { gather(examples, chunk) }
        for index in segment { operations[index].forward(chunk, step) }
      }
      team.meet { operations[segment.upperBound - 1].finishForward(step) }
    }
  }

  private func runBackward(_ chunks: Range<Int>, _ examples: ExampleValues, _ team: TeamMeeting) {
    let lastForward = forwardSegments.count - 1
    for (number, segment) in backwardSegments.enumerated() {
      for chunk in chunks {
        if number == 0 {
          if lastForward == 0 { gather(examples, chunk) }
          for index in forwardSegments[lastForward] { operations[index].forward(chunk, step) }
          measure(chunk, gradient: true)
        }
        var index = segment.upperBound - 1
        while index >= segment.lowerBound {
          operations[index].backward(chunk, step)
          index -= 1
        }
      }
      team.meet {
        if number < backwardSegments.count - 1 {
          operations[segment.lowerBound].finishBackward(step)
        }
      }
    }
  }

  /// Completes gradients and updates weights, block by block: what was computed last is in the cache.
  private func finish(_ thread: Int, learningRate: Double?, _ team: TeamMeeting) {
    let update = learningRate.map(weightUpdate)
    if let update, let clipping { return finish(update, clipping, team) }
    var block = team.claim()
    while block < updatePlan.count {
      if let update {
        updatePlan.complete(block, step, updating: update, thread: thread)
      } else {
        updatePlan.complete(block, step)
      }
      block = team.claim()
    }
  }

  /// Completes all gradients before any weight is updated: their norm decides.
  private func finish(
    _ update: WeightUpdate<S>, _ clipping: GradientClipping, _ team: TeamMeeting
  ) {
    var block = team.claim()
    while block < updatePlan.count {
      updatePlan.complete(block, step)
      updatePlan.measureNorm(block)
      block = team.claim()
    }
    team.meet {
      clippingFactor = clipping.factor(squaredNorm: updatePlan.squaredNorm)
      team.beginClaims()
    }
    block = team.claim()
    while block < updatePlan.count {
      if let clippingFactor { updatePlan.scaleGradient(block, by: clippingFactor) }
      updatePlan.update(block, by: update)
      block = team.claim()
    }
  }

  private func weightUpdate(_ learningRate: Double) -> WeightUpdate<S> {
    WeightUpdate(
      optimizer: optimizer, vectors: updateVectors, learningRate: learningRate, number: updates)
  }
}
