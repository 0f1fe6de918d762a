import AblateCommands
import Catalog
import Diagnostics
import Records
import Selecting
import Specification
import Sweeping
import Testing
import Training

struct LiveViewTests {
  private static let experiment = Experiment(
    file: SourceFile(name: "x.yaml", text: ""), name: "demo", title: "Demo", parameters: ["rate"],
    variants: [
      Variant(
        name: "Dropout", description: "", candidates: [0.1, 0.2, 0.5].map(candidate),
        axes: ["rate"], range: SourceRange(whole: SourceFile(name: "x.yaml", text: "")))
    ], select: Selection(metric: Metric(.validation, .accuracy), goal: .maximize), seeds: [1],
    replicate: [], report: Report(heading: "", columns: [], plots: []), expectations: [],
    policy: RunPolicy())

  private static func candidate(rate: Double) -> Candidate {
    let assigned = [Assigned("rate", rate.shortest)]
    return Candidate(
      assignment: assigned, parameters: assigned,
      trial: TrialSpecification(
        data: DataSpecification(dataset: Call("glyphs")), layers: [],
        training: TrainingSpecification(
          loss: Call("cross_entropy"),
          optimizer: Call("sgd", Arguments(["rate": .number(rate)])), batchSize: 1, epochs: 1),
        seed: 1))
  }

  private let trials = Sweep(experiment, identify: { "\($0)" }).searchTrials
  private let view = LiveView(
    name: "demo", line: TrialLine(experiment), usesBlocks: false, usesColor: false)

  /// Two of three trials run: one has made 6 of 25 epochs, one has just begun.
  private var progress: SweepProgress {
    var progress = SweepProgress(workers: 2)
    progress.record(.began(phase: .search, trials: trials, cached: []), at: .zero)
    progress.record(.started(worker: 0, trials[0]), at: .zero)
    progress.record(.started(worker: 1, trials[1]), at: .seconds(1))
    progress.record(
      .progressed(
        worker: 0,
        TrialProgress(
          epoch: 6, epochs: 25, share: 0.25,
          metrics: [Metric(.validation, .accuracy): 0.87654, Metric(.running, .loss): 0.4])),
      at: .seconds(10))
    return progress
  }

  private func lines(columns: Int, rows: Int = 24, isStopping: Bool = false) -> [String] {
    view.lines(
      progress, at: .seconds(10), size: TerminalSize(columns: columns, rows: rows),
      isStopping: isStopping)
  }

  @Test func showsTheSweepAndEachWorker() {
    // 30 s for worker 0's trial; the others take 40 s each, and worker 1 has had 9 s of its own.
    #expect(
      lines(columns: 100) == [
        "demo ###..................................... 0/3  0:10, about 1:10 left",
        "  1  Dropout rate=0.1  epoch 6/25  validation_accuracy 0.8765",
        "  2  Dropout rate=0.2",
      ])
  }

  @Test func saysThatItStops() {
    #expect(lines(columns: 60, isStopping: true)[0].hasSuffix(" 0/3  0:10  stopping …"))
  }

  @Test(arguments: [1, 2, 5, 10, 20, 33, 40, 59, 80, 200])
  func noLineIsWiderThanTheTerminal(columns: Int) {
    for line in lines(columns: columns) { #expect(line.count < max(2, columns)) }
  }

  @Test func theNumbersOutlastTheName() {
    #expect(lines(columns: 40)[1] == "  1  Dropout…  epoch 6/25  validation_…")
  }

  @Test(arguments: [1, 2, 3])
  func thereAreNotMoreLinesThanRows(rows: Int) {
    #expect(lines(columns: 80, rows: rows).count == max(1, min(3, rows - 1)))
  }

  @Test func labelsHaveASeedWhereThereAreSeveral() {
    var experiment = Self.experiment
    experiment.replicate = [2]
    #expect(TrialLine(experiment).label(of: trials[0]) == "Dropout rate=0.1 seed=1")
    #expect(TrialLine(Self.experiment).label(of: trials[0]) == "Dropout rate=0.1")
  }

  @Test func outcomesAreNamed() {
    let line = TrialLine(Self.experiment)
    func record(_ state: TrialState) -> TrialRecord {
      TrialRecord(
        id: "x", seed: 1, state: state, curves: [Metric(.validation, .accuracy): [0.5, 0.89344]],
        tier: "pinned", blasCore: "", parameterCount: 0, seconds: 1)
    }
    #expect(line.outcome(of: record(.finished)) == "validation_accuracy 0.8934")
    #expect(
      line.outcome(of: record(.diverged(epoch: 2, step: 31))) == "diverged in epoch 2, step 31")
    #expect(
      line.outcome(of: record(.diverged(epoch: 2, step: 31, layer: "conv1")))
        == "diverged in epoch 2, step 31, in conv1")
    #expect(line.outcome(of: record(.failed("no memory"))) == "failed: no memory")
  }

  @Test(arguments: [
    (Duration.milliseconds(0), "0.0 s", "0:00"), (.milliseconds(21_340), "21.3 s", "0:21"),
    (.milliseconds(59_940), "59.9 s", "1:00"), (.milliseconds(59_960), "1:00", "1:00"),
    (.seconds(125), "2:05", "2:05"), (.seconds(3723), "1:02:03", "1:02:03"),
    (.seconds(-1), "0.0 s", "0:00"),
  ])
  func durationsAreReadable(duration: Duration, text: String, clock: String) {
    #expect(DurationText.text(duration) == text)
    #expect(DurationText.clock(duration) == clock)
  }
}
