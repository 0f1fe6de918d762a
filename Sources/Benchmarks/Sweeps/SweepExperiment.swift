/// The sweep of 48 trials by which sweeps are measured: four techniques for LeNet-5 on Fashion-MNIST.
enum SweepExperiment {
  /// The experiment file.
  ///
  /// - Parameters:
  ///   - epochs: Of each trial.
  ///   - isSmall: Whether a few pictures are enough.
  /// - Returns: The text.
  static func text(epochs: Int, isSmall: Bool = false) -> String {
    let limit = isSmall ? ", limit: {train: 1280, test: 256}" : ""
    return """
      # Four regularization techniques for LeNet-5: 6 + 6 + 18 + 18 = 48 trials.
      name: sweep
      title: Regularization techniques for LeNet-5, shortened
      data: {dataset: fashion-mnist, validation: 0.2, scale: unit\(limit)}
      parameters:
        learning_rate: 0.1
        momentum: 0
        batch_norm: false
        dropout: 0
        weight_decay: 0
      network:
        - conv: {filters: 6, kernel: 5, padding: 2}
        - batch_norm: {if: $batch_norm}
        - relu
        - max_pool: 2
        - conv: {filters: 16, kernel: 5}
        - batch_norm: {if: $batch_norm}
        - relu
        - max_pool: 2
        - flatten
        - dense: 120
        - relu
        - dropout: $dropout
        - dense: 84
        - relu
        - dropout: $dropout
        - dense: 10
      training:
        loss: cross_entropy
        optimizer:
          sgd: {learning_rate: $learning_rate, momentum: $momentum, weight_decay: $weight_decay}
        batch_size: 128
        epochs: \(epochs)
      sweep:
        grid:
          learning_rate: [0.1, 0.01, 0.001]
          momentum: [0, 0.9]
        select: {metric: validation_accuracy, goal: maximize}
        seeds: [1]
        variants:
          - name: No regularization
          - name: Batch normalization
            parameters: {batch_norm: true}
          - name: Dropout
            grid: {dropout: [0.1, 0.2, 0.5]}
          - name: Weight decay
            grid: {weight_decay: [0.0001, 0.001, 0.01]}
      report:
        heading: Technique
        columns: [tuned, validation_accuracy, test_accuracy, train_accuracy]

      """
  }

  /// A sweep of small trials, square in two axes.
  ///
  /// - Parameter side: Values of each axis.
  /// - Returns: The experiment file.
  static func trivial(side: Int) -> String {
    func values(_ scale: String) -> String {
      // Of equal length, so that 0.01 and 0.010 do not meet.
      (1...side).map { "0.\(scale)\(1000 + $0)" }.joined(separator: ", ")
    }
    return """
      name: trivial
      title: Many small trials
      data: {dataset: glyphs, validation: 0.5, limit: {train: 20, test: 10}}
      parameters: {learning_rate: 0.1, momentum: 0}
      network: [flatten, dense: 10]
      training:
        loss: cross_entropy
        optimizer: {sgd: {learning_rate: $learning_rate, momentum: $momentum}}
        batch_size: 10
        epochs: 1
      sweep:
        grid:
          learning_rate: [\(values("0"))]
          momentum: [\(values("5"))]
        select: {metric: validation_accuracy, goal: maximize}
        seeds: [1]
        variants:
          - name: Plain

      """
  }
}
