internal import Engine

extension TrainingSession {
  /// The layer in which a value of the last batch first was not finite.
  ///
  /// A batch whose layers are all finite has a loss that is not: that of the last layer.
  var layerOfLastBatch: String? {
    network.firstNonFiniteOutput ?? network.nodes.last?.name
  }

  /// The layer because of which a part could not be measured.
  ///
  /// Measures again what was measured and stops at the batch that is not finite. The test part is not
  /// among it.
  var layerOfMeasurement: String? {
    if let layer = network.firstNonFiniteTensor { return layer }
    for order in [data.trainingOrder, data.validationOrder] {
      for start in stride(from: 0, to: order.count, by: network.batchSize) {
        let batch = order[start..<min(start + network.batchSize, order.count)]
        let result = network.evaluate(data.training, labels: data.trainingLabels, order: batch)
        if !result.loss.isFinite { return layerOfLastBatch }
      }
    }
    return nil
  }
}
