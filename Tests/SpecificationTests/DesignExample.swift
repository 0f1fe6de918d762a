/// The experiment that the documentation opens with.
enum DesignExample {
  static let text = #"""
    # yaml-language-server: $schema=../schema/experiment.schema.json
    name: lenet5-regularization     # [a-z0-9][a-z0-9-]*, names the results folder
    title: Regularization techniques for LeNet-5 on Fashion-MNIST

    data:
      dataset: fashion-mnist
      validation: 0.2               # share (< 1) or count of the training set; random split by seed
      scale: unit

    parameters:                     # every value that a sweep may vary, with its default
      learning_rate: 0.1
      momentum: 0
      batch_norm: false
      dropout: 0
      weight_decay: 0

    network:                        # a list of layers; each is a name, or a name with settings
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
      optimizer: {sgd: {learning_rate: $learning_rate, momentum: $momentum, weight_decay: $weight_decay}}
      batch_size: 128
      epochs: 25

    sweep:
      grid:                         # axes tuned for every variant
        learning_rate: [0.1, 0.01, 0.001]
        momentum: [0, 0.9]
      select: {metric: validation_accuracy, goal: maximize}   # the setting that becomes the variant's row
      seeds: [1]                    # each setting is trained with each of these; selection uses the mean
      # replicate: [2, 3, 4, 5, 6, 7, 8, 9]     # the selected setting again, with these seeds: what the table then reports
      variants:                     # one row of the table each
        - name: No regularization
        - name: Batch normalization
          description: A BN layer between each convolution and its activation
          parameters: {batch_norm: true}
        - name: Dropout
          grid: {dropout: [0.1, 0.2, 0.5]}     # axes of this variant only, crossed with sweep.grid
        - name: Weight decay
          grid: {weight_decay: [0.0001, 0.001, 0.01]}

    report:
      heading: Technique
      columns: [description, tuned, validation_accuracy, test_accuracy, train_accuracy]
      plots:
        - {metric: [train_accuracy, test_accuracy], by: epoch, panels: variant}
    expect:                         # gates: `run` and `verify` exit 1 when one fails
      - {variant: Dropout, metric: test_accuracy, at_least: 0.88}
    """# + "\n"
}
