package import Catalog
package import Diagnostics

/// Everything that determines one training, with parameters replaced and defaults filled in.
///
/// Two trials with equal specifications are the same trial. What is merely measured, shown or kept
/// is not part of it.
package struct TrialSpecification: Hashable, Sendable {
  @CopyOnWrite package var data: DataSpecification
  @CopyOnWrite package var layers: [LayerSpecification]
  @CopyOnWrite package var training: TrainingSpecification
  package var seed: UInt64

  package init(
    data: DataSpecification, layers: [LayerSpecification], training: TrainingSpecification,
    seed: UInt64
  ) {
    self.data = data
    self.layers = layers
    self.training = training
    self.seed = seed
  }

  /// A trial that shares sections with others.
  init(
    data: CopyOnWrite<DataSpecification>, layers: CopyOnWrite<[LayerSpecification]>,
    training: TrainingSpecification, seed: UInt64
  ) {
    _data = data
    _layers = layers
    self.training = training
    self.seed = seed
  }

  /// The sections that many trials share, with what is known of them.
  var shared: (data: CopyOnWrite<DataSpecification>, layers: CopyOnWrite<[LayerSpecification]>) {
    (_data, _layers)
  }
}

/// Where something is written, carried along with it; no part of its identity, so all are equal.
package struct Place: Hashable, Sendable {
  /// `nil` for what no text stands behind.
  package var range: SourceRange?

  package init(_ range: SourceRange? = nil) { self.range = range }

  package static func == (lhs: Self, rhs: Self) -> Bool { true }

  package func hash(into hasher: inout Hasher) {}
}

/// The `data` section, resolved.
package struct DataSpecification: Hashable, Sendable {
  /// How much of the training set is held out for validation.
  package enum Validation: Hashable, Sendable {
    case none
    case share(Double)
    case count(Int)

    /// The number of held-out examples among `total`; a share is rounded to the nearest number.
    package func count(of total: Int) -> Int {
      switch self {
      case .none: 0
      case .share(let share): Int((share * Double(total)).rounded())
      case .count(let count): count
      }
    }
  }

  package enum Scale: String, Hashable, Sendable, CaseIterable {
    case unit
    case standardize
    case none
  }

  package enum StandardizeBy: String, Hashable, Sendable, CaseIterable {
    case channel
    case feature
    case all
  }

  package var dataset: Call
  package var validation: Validation
  /// `nil`: the trial's seed.
  package var splitSeed: UInt64?
  package var scale: Scale
  package var standardizeBy: StandardizeBy
  package var limitTraining: Int?
  package var limitTest: Int?
  /// The classes to keep, as numbers of the data set; empty: all.
  package var classes: [Int]
  package var augment: [Call]
  package var datasetPlace: Place
  package var validationPlace: Place
  /// Where the training set's limit stands.
  package var limitPlace: Place
  /// Where the test set's limit stands.
  package var testLimitPlace: Place
  package var classesPlace: Place
  package var augmentPlace: Place

  package init(
    dataset: Call, validation: Validation = .none, splitSeed: UInt64? = nil, scale: Scale = .unit,
    standardizeBy: StandardizeBy = .channel, limitTraining: Int? = nil, limitTest: Int? = nil,
    classes: [Int] = [], augment: [Call] = [], datasetPlace: Place = Place(),
    validationPlace: Place = Place(), limitPlace: Place = Place(), testLimitPlace: Place = Place(),
    classesPlace: Place = Place(), augmentPlace: Place = Place()
  ) {
    self.dataset = dataset
    self.validation = validation
    self.splitSeed = splitSeed
    self.scale = scale
    self.standardizeBy = standardizeBy
    self.limitTraining = limitTraining
    self.limitTest = limitTest
    self.classes = classes
    self.augment = augment
    self.datasetPlace = datasetPlace
    self.validationPlace = validationPlace
    self.limitPlace = limitPlace
    self.testLimitPlace = testLimitPlace
    self.classesPlace = classesPlace
    self.augmentPlace = augmentPlace
  }
}

/// One layer, resolved; layers whose `if` is false are not there.
package struct LayerSpecification: Hashable, Sendable {
  /// Given by `name`, else kind and number among the declared layers of that kind: `conv1`.
  package var name: String
  /// The kind with all its settings.
  package var call: Call
  /// Names of the layers it reads (`from`); empty: the layer before.
  package var inputs: [String]
  /// Initializers that replace those of `training.initialize`, by `weights` and `bias`.
  package var initialize: [String: Call]
  /// Where the layer is written; not part of its identity.
  package var range: SourceRange
  /// What a reader must know beside the place: the item of a stack; not part of its identity.
  package var notes: [Diagnostic.Note]

  package init(
    name: String, call: Call, inputs: [String] = [], initialize: [String: Call] = [:],
    range: SourceRange, notes: [Diagnostic.Note] = []
  ) {
    self.name = name
    self.call = call
    self.inputs = inputs
    self.initialize = initialize
    self.range = range
    self.notes = notes
  }

  package static func == (lhs: Self, rhs: Self) -> Bool {
    lhs.name == rhs.name && lhs.call == rhs.call && lhs.inputs == rhs.inputs
      && lhs.initialize == rhs.initialize
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(call)
    hasher.combine(inputs)
    hasher.combine(initialize)
  }
}

/// The `training` section, resolved, without what is only measured or kept.
package struct TrainingSpecification: Hashable, Sendable {
  package enum LastBatch: String, Hashable, Sendable, CaseIterable {
    case keep
    case drop
  }

  package enum Numerics: String, Hashable, Sendable, CaseIterable {
    case pinned
    case exact
  }

  package var loss: Call
  package var optimizer: Call
  package var penalties: [Call]
  /// By `weights` and `bias`; absent entries mean the layers' own default.
  package var initialize: [String: Call]
  package var batchSize: Int
  package var lastBatch: LastBatch
  package var epochs: Int
  /// The largest Euclidean norm of the whole gradient, or `nil`.
  package var gradientClip: Double?
  package var earlyStopping: EarlyStopping?
  package var labelSmoothing: Double
  package var numerics: Numerics
  package var lossPlace: Place
  package var batchSizePlace: Place
  package var labelSmoothingPlace: Place

  package init(
    loss: Call, optimizer: Call, penalties: [Call] = [], initialize: [String: Call] = [:],
    batchSize: Int, lastBatch: LastBatch = .keep, epochs: Int, gradientClip: Double? = nil,
    earlyStopping: EarlyStopping? = nil, labelSmoothing: Double = 0, numerics: Numerics = .pinned,
    lossPlace: Place = Place(), batchSizePlace: Place = Place(),
    labelSmoothingPlace: Place = Place()
  ) {
    self.loss = loss
    self.optimizer = optimizer
    self.penalties = penalties
    self.initialize = initialize
    self.batchSize = batchSize
    self.lastBatch = lastBatch
    self.epochs = epochs
    self.gradientClip = gradientClip
    self.earlyStopping = earlyStopping
    self.labelSmoothing = labelSmoothing
    self.numerics = numerics
    self.lossPlace = lossPlace
    self.batchSizePlace = batchSizePlace
    self.labelSmoothingPlace = labelSmoothingPlace
  }
}
