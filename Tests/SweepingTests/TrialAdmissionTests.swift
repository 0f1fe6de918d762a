import Specification
import Selecting
import Guarding
import Records
import Sweeping
import Testing

/// Trials that are kept from beginning.
struct TrialAdmissionTests {
  /// Refuses some trials, and is over after so many questions.
  private final class Gate: TrialAdmission {
    let refused: Set<String>
    private let patience: Guarded<Int>
    private let finished = Guarded<[String]>([])

    init(refusing refused: Set<String> = [], patience: Int = .max) {
      self.refused = refused
      self.patience = Guarded(patience)
    }

    var ended: [String] { finished.withLock { $0 } }

    func admits(_ planned: SweepTrial) -> Bool { !refused.contains(planned.id) }

    var isOver: Bool {
      patience.withLock { left in
        left -= 1
        return left < 0
      }
    }

    func ended(_ planned: SweepTrial, _ record: TrialRecord) {
      finished.withLock { $0.append(planned.id) }
    }
  }

  private let trials = Sweep(
    Fake.experiment([("A", [0.1, 0.2, 0.3])]), identify: Fake.identify
  ).searchTrials

  private func run(_ gate: Gate, _ archive: FakeArchive, steps: Int = 1) throws -> SweepResult {
    var scheduler = SweepScheduler(
      pool: WorkerPool(count: 2), performer: FakePerformer(steps: steps), archive: archive,
      observer: FakeObserver(), cancellation: Cancellation())
    scheduler.admission = gate
    return try scheduler.run(.search, trials)
  }

  @Test func whatIsRefusedIsMissingAndTheRestIsTrained() throws {
    let gate = Gate(refusing: ["rate 0.1 seed 1"])
    let archive = FakeArchive()
    let result = try run(gate, archive)
    #expect(result.missing == ["rate 0.1 seed 1"])
    #expect(archive.kept.sorted() == ["rate 0.2 seed 1", "rate 0.3 seed 1"])
    #expect(gate.ended.sorted() == archive.kept.sorted())
  }

  @Test func whatIsInTheArchiveNeedsNoAdmission() throws {
    let known = Fake.record("rate 0.1 seed 1", accuracy: 0.5)
    let result = try run(Gate(refusing: ["rate 0.1 seed 1"]), FakeArchive([known]))
    #expect(result.missing.isEmpty)
  }

  @Test func trialsInFlightAreGivenUpAtTheEnd() throws {
    let archive = FakeArchive()
    let result = try run(Gate(patience: 10), archive, steps: 100)
    #expect(archive.kept.isEmpty)
    #expect(result.missing.count == 3)
    #expect(result.failed.isEmpty)
  }
}
