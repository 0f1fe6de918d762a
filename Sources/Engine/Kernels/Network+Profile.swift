extension Network {
  /// The time that one operation took.
  package struct OperationTime: Sendable {
    /// Type of the operation and its place.
    package var name: String
    package var forwardSeconds: Double
    package var backwardSeconds: Double
  }

  /// Trains a batch repeatedly, operation by operation over all chunks, and times each.
  ///
  /// - Parameters:
  ///   - examples: The data set's values.
  ///   - labels: The class of every example.
  ///   - order: The examples of the batch.
  ///   - steps: How often.
  /// - Returns: Mean seconds of a step: data, every operation, loss, update.
  package func profile(
    _ examples: ExampleValues, labels: [UInt8], order: ArraySlice<UInt32>, steps: Int
  ) -> [OperationTime] {
    var times =
      ["gather"] + operations.map { String(describing: type(of: $0)) } + ["loss", "update"]
    var forward = [Double](repeating: 0, count: times.count)
    var backward = forward
    var last = PeakMeasurement.threadSeconds
    func lap(_ sums: inout [Double], _ place: Int) {
      let now = PeakMeasurement.threadSeconds
      sums[place] += now - last
      last = now
    }
    for _ in 0..<steps {
      begin(.training, labels, order)
      last = PeakMeasurement.threadSeconds
      for chunk in 0..<step.chunks { gather(examples, chunk) }
      lap(&forward, 0)
      for (index, operation) in operations.enumerated() {
        operation.beginTraining()
        for chunk in 0..<step.chunks { operation.forward(chunk, step) }
        if operation.meetsForward { operation.finishForward(step) }
        lap(&forward, index + 1)
      }
      for chunk in 0..<step.chunks { measure(chunk, gradient: true) }
      lap(&forward, operations.count + 1)
      for index in operations.indices.reversed() {
        for chunk in 0..<step.chunks { operations[index].backward(chunk, step) }
        if operations[index].meetsBackward { operations[index].finishBackward(step) }
        lap(&backward, index + 1)
      }
      for block in 0..<updatePlan.count {
        updatePlan.complete(block, step)
        lap(
          &backward,
          updatePlan.operation(of: block, among: operations).map { $0 + 1 } ?? operations.count + 2)
      }
      last = PeakMeasurement.threadSeconds
      applyUpdate(learningRate: 0.001)
      lap(&forward, operations.count + 2)
    }
    times = times.map { $0.replacingOccurrences(ofGeneric: "<Float>") }
    return times.indices.map {
      OperationTime(
        name: times[$0], forwardSeconds: forward[$0] / Double(steps),
        backwardSeconds: backward[$0] / Double(steps))
    }
  }
}

extension String {
  fileprivate func replacingOccurrences(ofGeneric suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
