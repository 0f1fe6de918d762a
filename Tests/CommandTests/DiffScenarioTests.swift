import Selecting
import Catalog
import Foundation
import Records
import Specification
import Sweeping
import Training
import Testing

@testable import AblateCommands

/// Two commits of a repository with an experiment that is run again, and what a reviewer must read.
struct DiffScenarioTests {
  private let workspace: Workspace
  private let repository: Repository

  init() throws {
    workspace = try Workspace()
    repository = try Repository(workspace.folder)
  }

  /// A plain network and one with dropout, eight seeds each.
  private static func experiment(
    learningRate: Double = 0.1, dropout: Double = 0.1, seeds: ClosedRange<Int> = 2...9,
    extra: String = ""
  ) -> String {
    """
    name: demo
    title: A demonstration
    data: {dataset: {two_gaussians: {features: 8, train: 400, test: 300}}, validation: 0.25}
    parameters: {learning_rate: \(learningRate), dropout: 0}
    network:
      - dense: 16
      - relu
      - dropout: $dropout
      - dense: 2
    training:
      loss: cross_entropy
      optimizer: {sgd: {learning_rate: $learning_rate}}
      batch_size: 50
      epochs: 3
    sweep:
      select: {metric: validation_accuracy, goal: maximize}
      seeds: [1]
      replicate: [\(seeds.map(String.init).joined(separator: ", "))]
      variants:
        - name: Plain
        - name: Dropout
          parameters: {dropout: \(dropout)}
    \(extra)
    """
  }

  /// One seed, with the bits of the test examples.
  private static func single(learningRate: Double) -> String {
    experiment(learningRate: learningRate, seeds: 2...2, extra: "report: {predictions: true}")
  }

  /// Runs both, commits the results of each, and compares the commits.
  private func compare(_ old: String, _ new: String, _ words: String...) throws
    -> ToolProcess.Outcome
  {
    for (text, message) in [(old, "old"), (new, "new")] {
      try workspace.write(text, to: "demo.yaml")
      let run = try ToolProcess.run("run", "--quiet", "demo.yaml", in: workspace.folder)
      #expect(run.status == 0, "\(run.errors)")
      // An unchanged experiment changes nothing that could be committed.
      try workspace.write("\(message)\n", to: "notes.txt")
      try repository.commit(message)
    }
    return try ToolProcess(
      ["diff", "results@HEAD~1", "results@HEAD"] + words, in: workspace.folder
    ).wait()
  }

  /// The verdicts of test accuracy by row.
  private func verdicts(_ outcome: ToolProcess.Outcome) throws -> [String: String] {
    let lines = outcome.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let heads = try #require(lines.first)
    let (row, metric) = (
      try #require(heads.firstIndex(of: "row")), try #require(heads.firstIndex(of: "metric"))
    )
    let verdict = try #require(heads.firstIndex(of: "verdict"))
    return lines.dropFirst().filter { $0[metric] == "test_accuracy" }
      .reduce(into: [:]) { $0[$1[row]] = $1[verdict] }
  }

  @Test func nothingChangedIsNothing() throws {
    let text = Self.experiment()
    let outcome = try compare(text, text, "--gate", "any", "--format", "csv")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try verdicts(outcome) == ["Plain": "same", "Dropout": "same"])
  }

  @Test func otherSeedsAreNoEvidence() throws {
    let outcome = try compare(
      Self.experiment(), Self.experiment(seeds: 12...19), "--gate", "worse", "--format", "csv")
    #expect(outcome.status == 0, "\(outcome.errors)\(outcome.output)")
    #expect(try verdicts(outcome) == ["Plain": "no evidence", "Dropout": "no evidence"])
    #expect(outcome.output.contains("Welch t"))
  }

  @Test func aLearningRateThatIsTooSmallIsWorse() throws {
    let outcome = try compare(
      Self.experiment(), Self.experiment(learningRate: 0.002), "--gate", "worse", "--format", "csv")
    #expect(outcome.status == 1)
    #expect(try verdicts(outcome) == ["Plain": "worse", "Dropout": "worse"])
    #expect(outcome.output.contains("sign flip"))
    #expect(outcome.errors.contains("ablate: gate 'worse': Plain: test_accuracy: worse: "))
  }

  /// Dropout that takes the share it is to keep for the share it is to drop.
  private struct FaultyPerformer: TrialPerformer {
    let sound: TrainingPerformer

    func perform(
      _ planned: SweepTrial, threads: () -> Int, isCancelled: () -> Bool,
      progress: (TrialProgress) -> Void
    ) throws -> TrialOutcome? {
      var faulty = planned
      for index in planned.trial.layers.indices {
        guard case .number(let rate) = planned.trial.layers[index].call.arguments.values["rate"],
          rate > 0
        else { continue }
        faulty.trial.layers[index].call.arguments.values["rate"] = .number(1 - rate)
      }
      return try sound.perform(
        faulty, threads: threads, isCancelled: isCancelled, progress: progress)
    }
  }

  /// Trains everything again in a program with the bug and writes the results.
  private func runWithFaultyDropout(_ name: String) throws {
    let loader = ExperimentLoader(ParsedArguments(), .standard)
    let path = workspace.folder.appending(path: name).path
    let experiment = try #require(try loader.load([path])?.first)
    try loader.library.load(for: experiment)
    let nowhere = try #require(FileHandle(forWritingAtPath: "/dev/null"))
    let output = Output(FileDescriptor(number: nowhere.fileDescriptor))
    let session = RunSession(
      console: Console(
        output: output, errors: output, environment: ProcessInfo.processInfo.environment),
      library: loader.library,
      store: TrialStore(folder: workspace.folder.appending(path: ".ablate")), workers: 2,
      interruption: Interruption(), resultsFolder: workspace.folder.appending(path: "results"),
      restrictions: loader.restrictions, checks: CheckList(), isQuiet: true, trainsAll: true,
      stopsAtFailure: false,
      makePerformer: {
        FaultyPerformer(sound: TrainingPerformer(policy: $0, library: $1, checkpoints: $2))
      })
    #expect(try session.run(experiment) == .success)
    withExtendedLifetime(nowhere) {}
  }

  /// The experiment is the same to the letter; only the program is not.
  @Test func aBugInDropoutIsWorseInItsRowOnly() throws {
    try workspace.write(Self.experiment(dropout: 0.1), to: "demo.yaml")
    let run = try ToolProcess.run("run", "--quiet", "demo.yaml", in: workspace.folder)
    #expect(run.status == 0, "\(run.errors)")
    try repository.commit("sound")
    try runWithFaultyDropout("demo.yaml")
    try repository.commit("faulty")
    let changed = try repository.git("diff", "--name-only", "HEAD~1", "HEAD")
    #expect(changed.contains("results/demo/table.csv"))
    #expect(!changed.contains("demo.yaml"))
    let outcome = try ToolProcess.run(
      "diff", "results@HEAD~1", "results@HEAD", "--gate", "worse", "--format", "csv",
      in: workspace.folder)
    #expect(outcome.status == 1)
    #expect(try verdicts(outcome) == ["Plain": "same", "Dropout": "worse"])
    #expect(outcome.errors.contains("ablate: gate 'worse': Dropout: test_accuracy: worse: "))
    #expect(!outcome.errors.contains("Plain"))
    let text = try ToolProcess.run(
      "diff", "results@HEAD~1", "results@HEAD", in: workspace.folder)
    // No setting has changed: nothing but the numbers gives it away.
    #expect(!text.output.contains("changed:"))
  }

  /// The same mistake in the experiment: it is among the changed settings as well.
  @Test func dropoutWithTheSharesExchangedIsWorseInItsRowOnly() throws {
    let outcome = try compare(
      Self.experiment(dropout: 0.1), Self.experiment(dropout: 0.9), "--gate", "worse", "--format",
      "csv")
    #expect(outcome.status == 1)
    #expect(try verdicts(outcome) == ["Plain": "same", "Dropout": "worse"])
    #expect(!outcome.errors.contains("Plain"))
  }

  /// The lock beside the tables says what was measured with what.
  @Test(arguments: [
    (
      "validation: 0.25}", "validation: 0.25, limit: {test: 200}}",
      "the test sets differ: 300 and 200 examples"
    ),
    ("epochs: 3", "epochs: 3\n  numerics: exact", "A was computed as pinned, B as exact"),
  ])
  func otherYardsticksAreNotCompared(_ old: String, _ new: String, _ reason: String) throws {
    let text = Self.experiment()
    let outcome = try compare(
      text, text.replacing(old, with: new), "--gate", "worse", "--format", "csv")
    #expect(outcome.status == 1)
    #expect(try verdicts(outcome) == ["Plain": "not comparable", "Dropout": "not comparable"])
    #expect(outcome.output.contains(reason))
  }

  @Test func oneSeedIsJudgedByTheTestExamples() throws {
    let outcome = try compare(
      Self.single(learningRate: 0.1), Self.single(learningRate: 0.002), "--metric",
      "test_accuracy", "--gate", "worse")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("exact McNemar test over 300 test examples"))
    let text = outcome.output.replacing("\n    ", with: " ")
    #expect(text.contains("evidence about these two models, not about the technique"))
    #expect(outcome.output.contains("WORSE"))
    let files = try workspace.files(in: "results").keys
    #expect(files.contains("demo/predictions.csv"))
    // Without the key the file goes.
    try workspace.write(Self.experiment(seeds: 2...2), to: "demo.yaml")
    _ = try ToolProcess.run("run", "--quiet", "demo.yaml", in: workspace.folder)
    #expect(try !workspace.files(in: "results").keys.contains("demo/predictions.csv"))
  }

  @Test func curvesOfBothAreDrawn() throws {
    let outcome = try compare(
      Self.experiment(seeds: 2...4), Self.experiment(learningRate: 0.02, seeds: 2...4), "--plot",
      "overlay.svg")
    #expect(outcome.status == 0)
    #expect(outcome.errors == "ablate: drew 1 figure\n")
    let picture = try String(
      contentsOf: workspace.folder.appending(path: "overlay.svg"), encoding: .utf8)
    for text in ["A: results@HEAD~1", "B: results@HEAD", "Plain", "Dropout", "</svg>"] {
      #expect(picture.contains(text))
    }
  }

  /// The recipe of the README.
  @Test func gitShowsStatisticsAndMergesRows() throws {
    try workspace.write(
      "results/**/table.csv  diff=ablate merge=union\nresults/**/trials.csv diff=ablate merge=union\n",
      to: ".gitattributes")
    try repository.git("config", "diff.ablate.command", "'\(try ToolProcess.path)' diff")
    _ = try compare(Self.experiment(), Self.experiment(learningRate: 0.002))
    let shown = try repository.git("diff", "HEAD~1", "HEAD", "--", "results")
    #expect(shown.contains("a/results/demo/trials.csv → b/results/demo/trials.csv"))
    #expect(shown.contains("a/results/demo/table.csv → b/results/demo/table.csv"))
    #expect(shown.contains("WORSE"))
    #expect(shown.contains("Welch's t test from the table's means and intervals"))
    // A broken table must not stop git.
    try workspace.write("variant,\"x\n", to: "results/demo/table.csv")
    let broken = try repository.git("diff", "--", "results/demo/table.csv")
    #expect(broken.contains("results/demo/table.csv: cannot be compared"))
    try repository.git("checkout", "-q", "--", "results")

    // Two branches add a row each.
    let table = "results/demo/table.csv"
    let text = try String(contentsOf: workspace.folder.appending(path: table), encoding: .utf8)
    let row = try #require(text.split(separator: "\n").last)
    for name in ["left", "right"] {
      try repository.git("checkout", "-q", "-b", name, "main")
      try workspace.write(text + row.replacing("Dropout", with: name) + "\n", to: table)
      try repository.commit(name)
    }
    try repository.git("merge", "-q", "left", "-m", "merge")
    let outcome = try ToolProcess.run("diff", "results@main", "results", in: workspace.folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("2 rows added"))
    // The table is a function of the experiment: making it again puts it in order.
    #expect(try ToolProcess.run("table", "demo.yaml", in: workspace.folder).status == 0)
    #expect(
      try String(contentsOf: workspace.folder.appending(path: table), encoding: .utf8) == text)
  }
}
