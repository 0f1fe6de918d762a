internal import Specification

/// The starting files that `init` writes.
enum StartingKind: String, CaseIterable {
  case minimal
  case regularization
  case optimizers
  case search

  /// What the file is about, for the help.
  var summary: String {
    switch self {
    case .minimal: "one network, trained once"
    case .regularization: "variants of one network, each with a tuned learning rate"
    case .optimizers: "optimizers, each with learning rates of its own"
    case .search: "a random search over several parameters"
    }
  }

  /// The file's text.
  ///
  /// - Parameter name: The experiment's name.
  /// - Returns: A file that is correct and runs without any data at hand.
  func text(name: String) -> String {
    let head = """
      # An experiment for ablate: \(summary).
      #   ablate check FILE    shows all mistakes
      #   ablate plan FILE     shows what would be trained
      #   ablate run FILE      trains, and writes results/\(name)/
      name: \(ExperimentName.written(name))

      """
    return head + body + "\n"
  }

  private var body: String {
    switch self {
    case .minimal: Self.minimalBody
    case .regularization: Self.regularizationBody
    case .optimizers: Self.optimizersBody
    case .search: Self.searchBody
    }
  }

  private static let data = """
    data:
      dataset: glyphs               # drawn by the program; 'ablate explain dataset' lists others
      validation: 0.2               # share of the training set that is held out
      limit: {train: 5000, test: 2000}      # delete this line to use everything
    """

  private static let minimalBody = """
    title: A first experiment

    \(data)

    network:                        # layers from input to output
      - flatten
      - dense: 64
      - relu
      - dense: 10                   # as many outputs as there are classes

    training:
      loss: cross_entropy
      optimizer: {sgd: {learning_rate: 0.1, momentum: 0.9}}
      batch_size: 64
      epochs: 10
    """

  private static let regularizationBody = """
    title: Which regularization helps a small network?

    \(data)

    parameters:                     # everything that varies, with its default
      learning_rate: 0.1
      batch_norm: false
      dropout: 0
      weight_decay: 0

    network:
      - conv: {filters: 8, kernel: 5, padding: 2}
      - batch_norm: {if: $batch_norm}       # there only where the parameter is true
      - relu
      - max_pool: 2
      - flatten
      - dense: 64
      - relu
      - dropout: $dropout
      - dense: 10

    training:
      loss: cross_entropy
      optimizer: {sgd: {learning_rate: $learning_rate, momentum: 0.9, weight_decay: $weight_decay}}
      batch_size: 64
      epochs: 10

    sweep:
      grid: {learning_rate: [0.1, 0.03, 0.01]}        # tuned for every variant
      select: {metric: validation_accuracy, goal: maximize}
      seeds: [1]
      variants:                     # the rows of the table
        - name: No regularization
        - name: Batch normalization
          parameters: {batch_norm: true}
        - name: Dropout
          grid: {dropout: [0.2, 0.5]}       # tuned for this variant alone
        - name: Weight decay
          grid: {weight_decay: [0.0001, 0.001]}

    report:
      heading: Technique
      columns: [tuned, validation_accuracy, test_accuracy, train_accuracy]
      plots:
        - {metric: [train_accuracy, test_accuracy], by: epoch, panels: variant}
    """

  private static let optimizersBody = """
    title: Which optimizer trains a small network best?

    \(data)

    parameters:
      learning_rate: 0.1

    network:
      - flatten
      - dense: 64
      - relu
      - dense: 64
      - relu
      - dense: 10

    training:
      loss: cross_entropy
      optimizer: {sgd: {learning_rate: $learning_rate}}
      batch_size: 64
      epochs: 10

    sweep:
      select: {metric: validation_accuracy, goal: maximize}
      seeds: [1]
      variants:                     # learning rates differ by optimizer: each has its own list
        - name: SGD
          grid: {learning_rate: [0.03, 0.1, 0.3]}
        - name: SGD with momentum
          training: {optimizer: {sgd: {learning_rate: $learning_rate, momentum: 0.9}}}
          grid: {learning_rate: [0.01, 0.03, 0.1]}
        - name: RMSProp
          training: {optimizer: {rmsprop: {learning_rate: $learning_rate}}}
          grid: {learning_rate: [0.0003, 0.001, 0.003]}
        - name: Adam
          training: {optimizer: {adam: {learning_rate: $learning_rate}}}
          grid: {learning_rate: [0.0003, 0.001, 0.003]}

    report:
      heading: Optimizer
      columns: [tuned, validation_accuracy, test_accuracy]
      plots:
        - {metric: validation_accuracy, by: epoch}
    """

  private static let searchBody = """
    title: A random search for a good setting

    \(data)

    parameters:
      learning_rate: 0.1
      width: 64
      dropout: 0

    network:
      - flatten
      - dense: $width
      - relu
      - dropout: $dropout
      - dense: 10

    training:
      loss: cross_entropy
      optimizer: {sgd: {learning_rate: $learning_rate, momentum: 0.9}}
      batch_size: 64
      epochs: 10

    sweep:
      random:
        samples: 12                 # raise it later: settings that are there stay the same
        seed: 0
        over:
          learning_rate: {log_uniform: [0.001, 0.3]}
          width: {choice: [32, 64, 128]}
          dropout: {uniform: [0, 0.5]}
      select: {metric: validation_accuracy, goal: maximize}
      seeds: [1]

    report:
      columns: [tuned, validation_accuracy, test_accuracy]
    """
}
