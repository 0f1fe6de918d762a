import Records
import Reporting
import Specification

extension Fixture {
  private static func epochs(
    _ metrics: [Metric], _ panels: Report.Plot.Arrangement, _ name: String, _ title: String
  ) -> Report.Plot {
    Report.Plot(metrics: metrics, abscissa: .epoch, panels: panels, name: name, title: title)
  }

  /// Four techniques, eight seeds, train and test accuracy: one panel each.
  static let panelsByVariant: Fixture = {
    var builder = FixtureBuilder(name: "panels-by-variant")
    builder.replicate = Array(2...9)
    builder.epochs = 25
    builder.scatter = 0.03
    builder.policy = RunPolicy(evaluateTrain: .everyEpoch)
    builder.plots = [
      epochs(
        [Metric(.train, .accuracy), Metric(.test, .accuracy)], .variant, "accuracy",
        "Regularization techniques for LeNet-5 on Fashion-MNIST")
    ]
    for (name, accuracy) in [
      ("No regularization", 0.9), ("Batch normalization", 0.91), ("Dropout", 0.895),
      ("Weight decay", 0.89),
    ] {
      builder.add(name, "", [Setting(assignment: [("learning_rate", 0.1)], accuracy: accuracy)])
    }
    return builder.fixture
  }()

  /// Five optimizers in one panel, and two metrics in a panel each.
  static let manyVariants: Fixture = {
    var builder = FixtureBuilder(name: "many-variants")
    builder.epochs = 50
    builder.policy = RunPolicy(evaluateTrain: .everyEpoch)
    let title = "Optimizers on MNIST, 784-100-100-10"
    builder.plots = [
      epochs([Metric(.train, .cost)], .none, "training-cost", title),
      epochs([Metric(.validation, .accuracy)], .none, "validation-accuracy", title),
      epochs([Metric(.train, .loss), Metric(.validation, .accuracy)], .metric, "both", title),
      epochs(
        [Metric(.train, .accuracy), Metric(.validation, .accuracy)], .none, "train-validation",
        "It's a title with \"quotes\" & <angles> \\ and _underscores_"),
    ]
    for (index, name) in [
      "Standard SGD", "SGD + momentum", "AdaGrad", "Adam", "SGD + batch norm",
    ].enumerated() {
      builder.add(
        name, "",
        [Setting(assignment: [("learning_rate", 0.1)], accuracy: 0.985 - Double(index) / 250)])
    }
    return builder.fixture
  }()

  /// Validation accuracy against two tuned axes, some settings diverged.
  static let tunedAxes: Fixture = {
    var builder = FixtureBuilder(name: "tuned-axes")
    builder.plots = ["learning_rate", "dropout"].map { axis in
      Report.Plot(
        metrics: [Metric(.validation, .accuracy)], abscissa: .axis(axis), panels: .none,
        name: "by-\(axis)", title: "What the search saw")
    }
    for (name, shift) in [("SGD", 0.0), ("SGD with momentum", -0.02), ("Hopeless", 0)] {
      let rates = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3]
      builder.add(
        name, "",
        rates.enumerated().flatMap { index, rate in
          [0.1, 0.2, 0.5].map { dropout in
            let distance = Double(index) - 3.5
            let diverges = name == "Hopeless" || (rate == 0.3 && shift < 0)
            return Setting(
              assignment: [("learning_rate", rate), ("dropout", dropout)],
              accuracy: 0.92 + shift - distance * distance / 60 - dropout / 12,
              state: diverges ? .diverged(epoch: 1, step: 3) : .finished)
          }
        })
    }
    return builder.fixture
  }()

  /// An axis against two metrics with four search seeds; the declared scale is not what its values
  /// would suggest.
  static let tunedSeeds: Fixture = {
    var builder = FixtureBuilder(name: "tuned-seeds")
    builder.seeds = [1, 2, 3, 4]
    builder.scatter = 0.02
    builder.plots = [
      Report.Plot(
        metrics: [Metric(.validation, .accuracy), Metric(.train, .accuracy)],
        abscissa: .axis("learning_rate"), panels: .metric, name: "by-rate",
        title: "Four seeds at each value"),
      Report.Plot(
        metrics: [Metric(.validation, .loss)], abscissa: .axis("dropout"), panels: .none,
        name: "by-dropout", title: "A list of one decade, declared logarithmic"),
    ]
    for (name, shift) in [("Plain", 0.0), ("Normalized", 0.02)] {
      builder.add(
        name, "",
        [0.01, 0.1, 0.2, 0.3].enumerated().map { index, rate in
          let distance = Double(index) - 1.5
          return Setting(
            assignment: [("learning_rate", rate), ("dropout", 0.05 * Double(index + 1))],
            accuracy: 0.9 + shift - distance * distance / 50)
        })
    }
    var fixture = builder.fixture
    fixture.experiment.scales = ["learning_rate": .linear, "dropout": .logarithmic]
    return fixture
  }()

  /// Nine variants with long and strange names, one of them diverged, train metrics at the end only.
  static let crowded: Fixture = {
    var builder = FixtureBuilder(name: "crowded")
    builder.epochs = 7
    builder.title = "The experiment's own title"
    let metrics = [Metric(.train, .accuracy), Metric(.validation, .accuracy)]
    builder.plots = [
      epochs(metrics, .none, "one-panel", ""), epochs(metrics, .variant, "nine-panels", "Nine"),
      epochs(
        [Metric(.validation, .loss), Metric(.validation, .accuracy)], .none, "mixed",
        "Losses and accuracies never share an axis"),
    ]
    for index in 0..<9 {
      let names = [
        "Short", "'quoted' `exit` <tagged>", "正則化なし",
        "A name that is much too long for any legend at all",
      ]
      builder.add(
        names[index % 4] + (index < 4 ? "" : " \(index)"), "",
        [
          Setting(
            assignment: [("learning_rate", 0.1)], accuracy: 0.95 - Double(index) / 50,
            state: index == 5 ? .diverged(epoch: 3, step: 2) : .finished)
        ])
    }
    return builder.fixture
  }()

  static let oneEpoch: Fixture = {
    var builder = FixtureBuilder(name: "one-epoch")
    builder.epochs = 1
    builder.plots = [
      epochs([Metric(.validation, .accuracy)], .none, "single", "One epoch, one variant")
    ]
    builder.add("Only", "", [Setting(assignment: [("learning_rate", 0.1)], accuracy: 0.9)])
    return builder.fixture
  }()

  static let withFigures = [
    panelsByVariant, manyVariants, tunedAxes, tunedSeeds, crowded, oneEpoch,
  ]
}
