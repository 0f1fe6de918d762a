import Catalog
import Specification

/// Declares a definition for tests; only its name and settings matter.
protocol FakeDefinition: Definition {}

extension FakeDefinition {
  static var summary: String { "A stand-in for tests." }
  static var settings: [any SettingDeclaration] { [] }
  init(_ arguments: Arguments) { preconditionFailure("tests build no definitions") }
}

enum Fake {
  struct MNIST: FakeDefinition { static let name = "mnist" }
  struct FashionMNIST: FakeDefinition { static let name = "fashion-mnist" }
  struct Glyphs: FakeDefinition { static let name = "glyphs" }
  struct TwoGaussians: FakeDefinition {
    static let name = "two_gaussians"
    static let settings: [any SettingDeclaration] = [
      Setting<Int>("features", in: .positive, help: "The number of features."),
      Setting<Int>("train", in: .positive, default: 500, help: "Training examples."),
    ]
  }

  struct Convolution: FakeDefinition {
    static let name = "conv"
    static let settings: [any SettingDeclaration] = [
      Setting<Int>("filters", in: .positive, help: "The number of output channels."),
      Setting<Int>("kernel", in: .positive, help: "The side of the kernel."),
      Setting<Int>("stride", in: .positive, default: 1, help: "The step."),
      Setting<Value>(
        "padding", .integerOrWord(.nonNegative, ["same"]), default: .integer(0),
        help: "Zeros around the picture."),
      Setting<Bool>("bias", default: true, help: "Whether there is a bias."),
    ]
  }
  struct Dense: FakeDefinition {
    static let name = "dense"
    static let settings: [any SettingDeclaration] = [
      Setting<Int>("units", in: .positive, help: "The number of outputs."),
      Setting<Bool>("bias", default: true, help: "Whether there is a bias."),
    ]
  }
  struct Flatten: FakeDefinition { static let name = "flatten" }
  struct ReLU: FakeDefinition { static let name = "relu" }
  struct MaxPool: FakeDefinition {
    static let name = "max_pool"
    static let settings: [any SettingDeclaration] = [
      Setting<Int>("size", in: .positive, help: "The side of the window."),
      Setting<Int>("stride", in: .positive, isOptional: true, help: "The step."),
    ]
  }
  struct BatchNorm: FakeDefinition {
    static let name = "batch_norm"
    static let settings: [any SettingDeclaration] = [
      Setting<Double>("epsilon", in: .positive, default: 1e-5, help: "Added to the variance."),
      Setting<Double>("momentum", in: .closed(0, 1), default: 0.1, help: "Of running estimates."),
    ]
  }
  struct Dropout: FakeDefinition {
    static let name = "dropout"
    static let settings: [any SettingDeclaration] = [
      Setting<Double>("rate", in: .halfOpen(0, 1), default: 0.5, help: "The share dropped.")
    ]
  }

  struct CrossEntropy: FakeDefinition { static let name = "cross_entropy" }

  struct SGD: FakeDefinition {
    static let name = "sgd"
    static let settings: [any SettingDeclaration] = [
      Setting<Value>(
        "learning_rate", .numberOrDefinition(.positive, family: "schedule"),
        help: "The size of a step."),
      Setting<Double>(
        "momentum", in: .all, default: 0, usual: .halfOpen(0, 1), help: "The share kept."),
      Setting<Bool>("nesterov", default: false, help: "Whether to look ahead."),
      Setting<Double>("weight_decay", in: .nonNegative, default: 0, help: "Pull towards zero."),
    ]
  }
  struct Adam: FakeDefinition {
    static let name = "adam"
    static let settings: [any SettingDeclaration] = [
      Setting<Value>(
        "learning_rate", .numberOrDefinition(.positive, family: "schedule"),
        default: .number(0.001), help: "The size of a step."),
      Setting<[Double]>(
        "betas", .numbers(count: 2, .halfOpen(0, 1)), default: [0.9, 0.999], help: "Decay rates."),
      Setting<Bool>("amsgrad", default: false, help: "Whether the maximum is kept."),
    ]
  }

  struct HeNormal: FakeDefinition { static let name = "he_normal" }
  struct Zero: FakeDefinition { static let name = "zero" }
  struct Normal: FakeDefinition {
    static let name = "normal"
    static let settings: [any SettingDeclaration] = [
      Setting<Double>("standard_deviation", in: .positive, help: "Its width.")
    ]
  }

  struct Step: FakeDefinition {
    static let name = "step"
    static let settings: [any SettingDeclaration] = [
      Setting<Double>("initial", in: .positive, help: "The first rate."),
      Setting<Int>("every", in: .positive, help: "Epochs between steps."),
      Setting<Call>(
        "after", .definition(family: "schedule"), isOptional: true, help: "What comes before."),
    ]
  }
}

extension Vocabulary {
  /// Names like the real ones.
  static let fake = Vocabulary(
    datasets: Registry(
      family: "dataset",
      [Fake.MNIST.self, Fake.FashionMNIST.self, Fake.Glyphs.self, Fake.TwoGaussians.self]),
    layers: Registry(
      family: "layer",
      [
        Fake.Convolution.self, Fake.Dense.self, Fake.Flatten.self, Fake.ReLU.self,
        Fake.MaxPool.self, Fake.BatchNorm.self, Fake.Dropout.self,
      ]),
    losses: Registry(family: "loss", [Fake.CrossEntropy.self]),
    optimizers: Registry(family: "optimizer", [Fake.SGD.self, Fake.Adam.self]),
    initializers: Registry(
      family: "initializer", [Fake.HeNormal.self, Fake.Zero.self, Fake.Normal.self]),
    schedules: Registry(family: "schedule", [Fake.Step.self]),
    lengths: Registry(family: "length", []),
    penalties: Registry(family: "penalty", []),
    augmentations: Registry(family: "augmentation", []))
}
