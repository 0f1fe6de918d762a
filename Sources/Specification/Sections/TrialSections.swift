package import Catalog

/// The keys of the `data` section.
package enum DataKeys {
  package static let dataset = Setting<Call>(
    "dataset", .definition(family: "dataset"), help: "The data set, by name.")
  package static let splitSeed = Setting<Int>(
    "split_seed", in: .nonNegative, isOptional: true,
    help: "Seed of the split into training and validation part; without it, the trial's seed.")
  package static let scale = Setting<DataSpecification.Scale>(
    oneOf: "scale", default: .unit,
    help: "Division by 255, standardization with the training part's mean and deviation, or none.")
  package static let standardizeBy = Setting<DataSpecification.StandardizeBy>(
    oneOf: "standardize_by", default: .channel,
    help: "What shares a mean and a deviation when `scale` is `standardize`.")
  package static let classes = Setting<[Int]>(
    "classes", .list(.integer(.nonNegative)), default: [],
    help: "The classes to keep, as numbers of the data set; without it, all.")
  package static let augment = Setting<[Call]>(
    "augment", .list(.definition(family: "augmentation")), default: [],
    help: "Random changes of the training examples, in order.")

  package static let train = Setting<Int>(
    "train", in: .positive, isOptional: true,
    help: "The number of examples at the start of the training set that are used.")
  package static let test = Setting<Int>(
    "test", in: .positive, isOptional: true,
    help: "The number of examples at the start of the test set that are used.")

  package static let limit = Section(
    "data.limit", summary: "How many examples are used, before the split.",
    keys: [Key(train), Key(test)])

  package static let section = Section(
    "data", summary: "The data set and how it is prepared.",
    keys: [
      Key(dataset),
      Key(
        "validation", structure: "a share below 1 or a count",
        help: "The share, or the number, of training examples held out at random for validation."),
      Key(splitSeed), Key(scale), Key(standardizeBy), Key("limit", limit), Key(classes),
      Key(augment),
    ])
}

/// The keys that every layer accepts beside its own settings.
package enum LayerKeys {
  package static let condition = Setting<Bool>(
    "if", default: true, help: "Whether the layer is there.")
  package static let name = Setting<String>(
    "name", .text, isOptional: true,
    help: "The layer's name; without it, kind and number, such as `conv1`.")
  package static let inputs = Setting<[String]>(
    "from", .list(.text), isOptional: true,
    help:
      "The earlier layers that it reads, by name, or `\(exampleName)` for the examples; without "
      + "it, the layer before. One name needs no list.")

  /// What the examples are called in `from`.
  package static let exampleName = "input"

  package static let initialize = Section(
    "network[].initialize", title: "'initialize'", summary: "Initializers of this layer alone.",
    keys: InitializeKeys.keys)

  package static let keys = [
    Key(condition), Key(name), Key(inputs), Key("initialize", initialize),
  ]

  /// What every layer accepts, for the schema and the reference.
  package static let section = Section(
    "network[]", title: "a layer", summary: "What every layer accepts beside its own settings.",
    keys: keys)
}

/// The keys of a stack, which stands among the layers.
package enum StackKeys {
  /// How a stack is written in a list of layers.
  package static let name = "stack"

  /// The parameter that stands for a value of the list, in the stack's layers.
  package static let item = "item"

  package static let section = Section(
    "network[].stack", title: "a stack",
    summary: "Layers that are repeated for each value of a list, which is `$item` in them.",
    keys: [
      Key(
        "over", structure: "a list of values", isRequired: true,
        help: "The list, most often a parameter; an empty one leaves no layers."),
      Key(
        "layers", structure: "a list of layers", isRequired: true,
        help: "The layers of one item; a `name` among them is followed by the item's number."),
      Key(LayerKeys.condition),
    ])
}

/// The keys of `initialize`.
package enum InitializeKeys {
  package static let weights = Setting<Call>(
    "weights", .definition(family: "initializer"), isOptional: true,
    help: "How weights are drawn; without it, as is usual for the layer.")
  package static let bias = Setting<Call>(
    "bias", .definition(family: "initializer"), isOptional: true,
    help: "How biases are drawn; without it, as is usual for the layer.")

  static let settings = [weights, bias]
  static let keys = [Key(weights), Key(bias)]
}

/// The keys of the `training` section.
package enum TrainingKeys {
  package static let loss = Setting<Call>(
    "loss", .definition(family: "loss"), help: "What is minimized.")
  package static let optimizer = Setting<Call>(
    "optimizer", .definition(family: "optimizer"), help: "How weights are updated.")
  package static let penalty = Setting<[Call]>(
    "penalty", .list(.definition(family: "penalty")), default: [],
    help: "Terms of the weights that are added to the loss.")
  package static let batchSize = Setting<Int>(
    "batch_size", in: .count, help: "The number of examples in an update.")
  package static let lastBatch = Setting<TrainingSpecification.LastBatch>(
    oneOf: "last_batch", default: .keep,
    help: "What becomes of a last batch that is smaller than the others.")
  package static let epochs = Setting<Int>(
    "epochs", in: .count, help: "The number of passes over the training part.")
  package static let labelSmoothing = Setting<Double>(
    "label_smoothing", in: .halfOpen(0, 1), default: 0,
    help: "The share of the target that is spread over all classes; for cross_entropy alone.")
  package static let numerics = Setting<TrainingSpecification.Numerics>(
    oneOf: "numerics", default: .pinned,
    help: "Whether bits repeat on one kind of processor or on all.")
  package static let onDivergence = Setting<RunPolicy.Divergence>(
    oneOf: "on_divergence", default: .continue,
    help: "Whether a sweep goes on when a trial becomes non-finite.")
  package static let keep = Setting<RunPolicy.Keep>(
    oneOf: "keep", default: RunPolicy.Keep.none, help: "Whose trained weights are kept.")

  package static let norm = Setting<Double>(
    "norm", in: .positive, help: "The largest Euclidean norm of the whole gradient.")
  package static let gradientClip = Section(
    "training.gradient_clip", summary: "Scales gradients down that are too large.",
    keys: [Key(norm)])

  package static let stoppingMetric = Setting<String>(
    "metric", .text, help: "What is watched; never on the test part.")
  package static let patience = Setting<Int>(
    "patience", in: .count,
    help: "The number of epochs in a row without a new best value after which training ends.")
  package static let restore = Setting<EarlyStopping.Restore>(
    oneOf: "restore", default: .best,
    help: "Whose weights and metrics count: those of the best epoch or of the last.")
  package static let earlyStopping = Section(
    "training.early_stopping", summary: "Ends a training that no longer improves.",
    keys: [Key(stoppingMetric), Key(patience), Key(restore)])

  package static let train = Setting<RunPolicy.TrainEvaluation>(
    oneOf: "train", isOptional: true,
    help: "When the training part is measured; without it, as plots and selection need it.")
  package static let evaluate = Section(
    "training.evaluate", summary: "What is measured when.", keys: [Key(train)])

  package static let every = Setting<Int>(
    "every", in: .count, help: "The number of epochs from one saved state to the next.")
  package static let checkpoint = Section(
    "training.checkpoint",
    summary: "Saves a training's state, so that one that was interrupted goes on from there.",
    keys: [Key(every)])

  package static let initialize = Section(
    "training.initialize", summary: "Initializers of all layers.", keys: InitializeKeys.keys)

  package static let section = Section(
    "training", summary: "How the network is trained.",
    keys: [
      Key(loss), Key(optimizer), Key(penalty), Key("initialize", initialize), Key(batchSize),
      Key(lastBatch), Key(epochs), Key("gradient_clip", gradientClip), Key(labelSmoothing),
      Key("early_stopping", earlyStopping),
      Key("evaluate", evaluate),
      Key("checkpoint", checkpoint), Key(numerics), Key(onDivergence), Key(keep),
    ])

  /// The keys that say what is measured and kept; they are no part of a trial.
  static let policyKeys = ["evaluate", "checkpoint", "on_divergence", "keep"]
}
