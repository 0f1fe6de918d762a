import Catalog
import Diagnostics
import Records
import Reporting
import Selecting
import Specification
import Testing

/// An experiment with invented records, made with + − × ÷ only, so that it is the same everywhere.
struct Fixture: Sendable, CustomTestStringConvertible {
  var name: String
  var experiment: Experiment
  var records: [String: TrialRecord]
  var sealed: [String: SealedRecord]
  var testSets: [DataSpecification: TestSet] = [:]

  var testDescription: String { name }

  /// Goes through all phases that the records determine.
  var sweep: Sweep {
    do {
      return try Sweep(experiment, records: records, identify: Self.identify)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  func results() -> Results {
    Results(sweep, records: records, testSets: testSets) { sealed[$0] }
  }

  /// Readable ids instead of digests.
  static let identify: @Sendable (TrialSpecification) -> String = { trial in
    let settings = trial.training.optimizer.arguments.values.sorted { $0.key < $1.key }
      .map { "\($0.key)=\(number($0.value))" }
    let layers = trial.layers.map(\.name)
    return (layers + settings + ["seed=\(trial.seed)"]).joined(separator: ",")
  }

  private static func number(_ value: Value) -> String {
    Double(value).map { NumberText.significant($0, 6) } ?? "?"
  }
}

/// Builds a fixture variant by variant.
struct FixtureBuilder {
  struct Setting {
    var assignment: [(String, Double)]
    /// Final validation accuracy of seed 1; others scatter around it.
    var accuracy: Double
    var state: TrialState = .finished
  }

  var file = SourceFile(name: "experiments/example.yaml", text: "name: example\n")
  var name: String
  var title = "Regularization techniques for a small network"
  var seeds: [UInt64] = [1]
  var replicate: [UInt64] = []
  var select = Selection(metric: Metric(.validation, .accuracy), goal: .maximize)
  var epochs = 4
  var columns: [Report.Column] = [
    Report.Column(.description, heading: "Description"),
    Report.Column(.tuned, heading: "Tuned"),
    Report.Column(
      .metric(Metric(.test, .accuracy)), heading: "Test accuracy", style: .percent),
    Report.Column(.metric(Metric(.train, .accuracy)), heading: "Train accuracy"),
    Report.Column(.metric(Metric(.test, .loss)), heading: "Test loss"),
  ]
  var plots: [Report.Plot] = []
  var expectations: [Specification.Expectation] = []
  var policy = RunPolicy()
  /// How far seeds lie apart.
  var scatter = 0.004

  private var variants: [Variant] = []
  private var states: [String: (setting: Setting, number: Int)] = [:]
  private var overrides: [String: TrialState] = [:]

  init(name: String) {
    self.name = name
  }

  mutating func add(_ name: String, _ description: String = "", _ settings: [Setting]) {
    let number = variants.count
    let candidates = settings.map { setting in
      let assigned = setting.assignment.map {
        Assigned($0.0, NumberText.significant($0.1, 6))
      }
      let arguments = Dictionary(
        uniqueKeysWithValues: setting.assignment.map { ($0.0, Value.number($0.1)) })
      let trial = TrialSpecification(
        data: DataSpecification(dataset: Call("fashion-mnist"), validation: .share(0.2)),
        layers: [
          LayerSpecification(
            name: "v\(number)", call: Call("dense"), range: SourceRange(whole: file))
        ],
        training: TrainingSpecification(
          loss: Call("cross_entropy"), optimizer: Call("sgd", Arguments(arguments)),
          batchSize: 128, epochs: epochs),
        seed: seeds[0])
      for seed in seeds + replicate {
        var copy = trial
        copy.seed = seed
        states[Fixture.identify(copy)] = (setting, number)
      }
      return Candidate(assignment: assigned, parameters: assigned, trial: trial)
    }
    variants.append(
      Variant(
        name: name, description: description, candidates: candidates,
        axes: settings.first?.assignment.map(\.0) ?? [], range: SourceRange(whole: file)))
  }

  /// Gives one trial another end.
  mutating func end(_ id: String, as state: TrialState) {
    overrides[id] = state
  }

  var fixture: Fixture {
    let experiment = Experiment(
      file: file, name: name, title: title, parameters: ["learning_rate", "dropout"],
      variants: variants, select: select, seeds: seeds, replicate: replicate,
      report: Report(heading: "Technique", columns: columns, plots: plots),
      expectations: expectations, policy: policy)
    var records: [String: TrialRecord] = [:]
    var sealed: [String: SealedRecord] = [:]
    for (id, entry) in states {
      let seed = UInt64(id.split(separator: "=").last ?? "") ?? 0
      let state = overrides[id] ?? entry.setting.state
      var curves: [Metric: Curve] = [:]
      for metric in Metric.all {
        curves[metric] = curve(metric, entry.setting, entry.number, seed, state)
      }
      records[id] = TrialRecord(
        id: id, seed: seed, state: state, curves: curves.filter { $0.key.part != .test },
        tier: "pinned", blasCore: "Haswell", parameterCount: 61_706, seconds: 1)
      sealed[id] = SealedRecord(
        id: id, curves: curves.filter { $0.key.part == .test }, correct: [0x55])
    }
    return Fixture(name: name, experiment: experiment, records: records, sealed: sealed)
  }

  private func curve(
    _ metric: Metric, _ setting: Setting, _ number: Int, _ seed: UInt64, _ state: TrialState
  ) -> Curve {
    let end: Int
    switch state {
    case .finished: end = epochs
    case .diverged(let epoch, _, _): end = epoch
    case .failed: return []
    }
    return (1...epochs).prefix(end).map { epoch in
      if metric.part == .train && policy.evaluateTrain == .last && epoch < epochs { return nil }
      if state != .finished && epoch == end { return metric.part == .running ? .nan : nil }
      // Scatter from a small integer hash of seed, epoch and metric.
      let key = seed &* 7919 &+ UInt64(epoch) &* 104_729 &+ UInt64(metric.name.utf8.count) &* 31
      let noise = (Double(key &* 2_654_435_761 % 2001) / 1000 - 1) * scatter
      let gap =
        switch metric.part {
        case .running, .train: 0.06 / Double(number + 1) * Double(epoch) / Double(epochs)
        case .validation: 0.0
        case .test: -0.005
        }
      let approach = 1 - 0.5 / Double(epoch * (4 - number % 3))
      let accuracy = min(0.999, (setting.accuracy + gap) * approach + noise)
      switch metric.quantity {
      case .accuracy: return accuracy
      case .loss: return (1 - accuracy) * 2.7
      case .cost: return (1 - accuracy) * 2.7 + 0.01
      }
    }
  }
}

extension Fixture {
  typealias Setting = FixtureBuilder.Setting

  /// Four techniques with a grid, one selecting seed and eight replicates.
  static let severalSeeds: Fixture = {
    var builder = FixtureBuilder(name: "several-seeds")
    builder.replicate = Array(2...9)
    builder.addTechniques()
    return builder.fixture
  }()

  static let oneSeed: Fixture = {
    var builder = FixtureBuilder(name: "one-seed")
    builder.addTechniques()
    return builder.fixture
  }()

  /// Two seeds that select and are reported too.
  static let twoSeeds: Fixture = {
    var builder = FixtureBuilder(name: "two-seeds")
    builder.seeds = [1, 3]
    builder.select = Selection(metric: Metric(.validation, .loss), goal: .minimize, at: .best)
    builder.columns.append(Report.Column(.count, heading: "Seeds"))
    builder.columns.append(Report.Column(.selectionScore, heading: "Score"))
    builder.columns.append(Report.Column(.parameter("learning_rate"), heading: "η"))
    builder.addTechniques()
    return builder.fixture
  }()

  /// One variant diverges everywhere, one in its best setting, one failed, one is not there yet.
  static let diverged: Fixture = {
    var builder = FixtureBuilder(name: "diverged")
    builder.add(
      "Steady", "never diverges",
      [
        Setting(assignment: [("learning_rate", 0.1)], accuracy: 0.88),
        Setting(
          assignment: [("learning_rate", 1)], accuracy: 0.95, state: .diverged(epoch: 2, step: 41)),
      ])
    builder.add(
      "Wild", "momentum above one",
      [0.1, 1].map {
        Setting(
          assignment: [("learning_rate", $0)], accuracy: 0.9, state: .diverged(epoch: 1, step: 7))
      })
    builder.add(
      "Broken", "",
      [
        Setting(
          assignment: [("learning_rate", 0.1)], accuracy: 0.9, state: .failed("out of memory"))
      ])
    builder.add("Late", "", [Setting(assignment: [("learning_rate", 0.1)], accuracy: 0.9)])
    var fixture = builder.fixture
    fixture.records["v3,learning_rate=0.1,seed=1"] = nil
    return fixture
  }()

  /// One replicate diverged and another failed.
  static let failedReplicate: Fixture = {
    var builder = FixtureBuilder(name: "failed-replicate")
    builder.replicate = Array(2...9)
    builder.addTechniques()
    builder.end("v0,learning_rate=0.1,seed=5", as: .diverged(epoch: 3, step: 1_042))
    builder.end("v1,learning_rate=0.01,seed=2", as: .failed("no space left on device"))
    builder.end("v1,learning_rate=0.01,seed=9", as: .diverged(epoch: 1, step: 1))
    return builder.fixture
  }()

  /// Names that every format has to protect itself from.
  static let strangeNames: Fixture = {
    var builder = FixtureBuilder(name: "strange-names")
    builder.title = "Äpfel | *Birnen* & 100 % \"Quitten\" <b>"
    let setting = Setting(assignment: [("learning_rate", 0.1)], accuracy: 0.9)
    builder.add("a | b", "pipes | and \\ backslashes", [setting])
    builder.add("\"quoted\", with comma", "", [setting])
    builder.add("正則化なし", "日本語の説明", [setting])
    builder.add("café ☕️ e\u{301}", "_emphasis_ and snake_case and 🙂", [setting])
    builder.add("two\nlines", "50% of {x}^2 ~ $y$ # z", [setting])
    return builder.fixture
  }()

  /// A refined variant, one after it, and one after a variant that diverged.
  static let phases: Fixture = {
    var builder = FixtureBuilder(name: "phases")
    builder.replicate = [2, 3, 4]
    func setting(_ rate: Double, _ accuracy: Double) -> Setting {
      Setting(assignment: [("learning_rate", rate)], accuracy: accuracy)
    }
    builder.add(
      "Refined", "two rounds",
      [setting(0.1, 0.88), setting(0.01, 0.86), setting(0.0562341, 0.89), setting(0.177828, 0.87)])
    builder.add(
      "Later", "after Refined",
      [0.2, 0.5].map {
        Setting(
          assignment: [("learning_rate", 0.0562341), ("dropout", $0)], accuracy: 0.9 - $0 / 50)
      })
    builder.add(
      "Wild", "",
      [
        Setting(
          assignment: [("learning_rate", 9)], accuracy: 0.5, state: .diverged(epoch: 1, step: 4))
      ])
    builder.add("Stranded", "after Wild", [])
    var fixture = builder.fixture
    fixture.experiment.variants[0].refine = Refinement(
      axis: "learning_rate", rounds: 2, count: 2, shrink: 0.5)
    fixture.experiment.variants[0].candidates[2].phase = .refine(1)
    fixture.experiment.variants[0].candidates[3].phase = .refine(2)
    for (index, before) in [(1, "Refined"), (3, "Wild")] {
      fixture.experiment.variants[index].after = before
      fixture.experiment.variants[index].depth = 1
      for place in fixture.experiment.variants[index].candidates.indices {
        fixture.experiment.variants[index].candidates[place].phase = .search(depth: 1)
      }
    }
    return fixture
  }()

  static let all = [
    severalSeeds, oneSeed, twoSeeds, diverged, failedReplicate, strangeNames, phases,
  ]
}

extension FixtureBuilder {
  fileprivate mutating func addTechniques() {
    add(
      "No regularization", "",
      [0.1, 0.01].map {
        Setting(assignment: [("learning_rate", $0)], accuracy: 0.89 + ($0 - 0.1) / 10)
      })
    add(
      "Batch normalization", "A BN layer between each convolution and its activation",
      [0.1, 0.01].map {
        Setting(assignment: [("learning_rate", $0)], accuracy: 0.9 - $0 / 10)
      })
    add(
      "Dropout", "After each dense layer",
      [0.1, 0.01].flatMap { rate in
        [0.2, 0.5].map {
          Setting(
            assignment: [("learning_rate", rate), ("dropout", $0)],
            accuracy: 0.88 + rate / 10 - $0 / 20)
        }
      })
  }
}
