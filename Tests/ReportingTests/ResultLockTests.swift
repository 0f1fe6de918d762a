import Selecting
import Foundation
import Records
import Reporting
import Specification
import TestSupport
import Testing

extension Fixture {
  /// The lock of the fixture's results.
  func lock() -> ResultLock {
    let origin = ResultLock.Origin(
      name: experiment.name, file: "example.yaml", experimentDigest: experiment.digest,
      numericsVersion: 2, overrides: ["training.epochs=4"], only: ["a \"b\""],
      data: [
        ResultLock.Data(
          name: "fashion-mnist", selection: "0123", digest: "4567",
          testSet: TestSet(digest: "89ab", count: 10_000))
      ], mixture: ["kernel Haswell, kernel Zen"])
    return ResultLock(results(), origin, sealedDigests: sealed.mapValues(\.digest))
  }
}

@Suite struct ResultLockTests {
  @Test(arguments: Fixture.all)
  func aLockReadsBackAsItself(fixture: Fixture) throws {
    let lock = fixture.lock()
    let text = lock.text(fixture.results())
    let read = try ResultLock.read(Array(text.utf8)).get()
    #expect(read.origin == lock.origin)
    #expect(read.isComplete == lock.isComplete)
    // NaN is not equal to itself, so that texts are compared.
    #expect(read.text(fixture.results()) == text)
    // What diverged in the middle of an epoch has a running loss that is no number.
    if ["diverged", "failed-replicate"].contains(fixture.name) { #expect(text.contains("NaN")) }
  }

  /// Tables, lists and figures need nothing but the lock and the experiment.
  @Test(arguments: Fixture.all + Fixture.withFigures)
  func everyFileCanBeRenderedFromTheLockAlone(fixture: Fixture) throws {
    let results = fixture.results()
    let text = fixture.lock().text(results)
    let lock = try ResultLock.read(Array(text.utf8)).get()
    let sweep = try Sweep(
      fixture.experiment, records: lock.records, identify: Fixture.identify)
    let again = Results(sweep, records: lock.records) {
      lock.sealed($0, correct: [0x55])
    }
    #expect(again.selections == results.selections)
    let (before, after) = (ResultFolder(results), ResultFolder(again))
    for (name, bytes) in before.files {
      #expect(
        String(decoding: after.files[name] ?? [], as: UTF8.self)
          == String(decoding: bytes, as: UTF8.self))
    }
    #expect(before.files.count == after.files.count)
    #expect(before.figures.scripts.map(\.script) == after.figures.scripts.map(\.script))
    #expect(again.failedExpectations() == results.failedExpectations())
  }

  /// The digest of a reported trial can be checked without the store, that of another trial not.
  @Test func reportedTrialsAreWholeAndOthersAreNot() throws {
    let fixture = Fixture.severalSeeds
    let lock = fixture.lock()
    let results = fixture.results()
    let reported = Set((0..<3).flatMap { results.reportedTrials(of: $0) }.map(\.id))
    for trial in lock.trials {
      let record = try #require(fixture.records[trial.id])
      #expect(trial.recordDigest == record.digest)
      #expect(trial.sealedDigest == fixture.sealed[trial.id]?.digest)
      #expect((trial.record.digest == record.digest) == reported.contains(trial.id))
      #expect(trial.isOpened == reported.contains(trial.id))
    }
    #expect(lock.openedCount == reported.count)
    #expect(reported.count == 24)
    #expect(lock.trials.count == 8 + 24)
    // No test metric of a trial that was not selected.
    let text = lock.text(results)
    for line in text.split(separator: "\n") where line.hasPrefix("{\"id\"") {
      let id = try #require(line.split(separator: "\"").dropFirst(3).first)
      #expect(line.contains("test_") == reported.contains(String(id)), "\(id)")
    }
  }

  @Test func whatFailedOrIsMissingMakesALockIncomplete() {
    #expect(Fixture.oneSeed.lock().isComplete)
    #expect(!Fixture.diverged.lock().isComplete)
    #expect(!Fixture.failedReplicate.lock().isComplete)
    var fixture = Fixture.oneSeed
    fixture.records["v0,learning_rate=0.01,seed=1"]?.state = .diverged(epoch: 1, step: 3)
    #expect(fixture.lock().isComplete)
    fixture.experiment.policy.onDivergence = .fail
    #expect(!fixture.lock().isComplete)
  }

  @Test func whyATrialFailedIsNoPartOfALock() throws {
    var fixture = Fixture.failedReplicate
    let text = fixture.lock().text(fixture.results())
    fixture.records["v1,learning_rate=0.01,seed=2"]?.state = .failed("another reason")
    #expect(fixture.lock().text(fixture.results()) == text)
    #expect(text.contains("\"state\":\"failed\""))
  }

  @Test func aLockIsAsRecorded() throws {
    let fixture = Fixture.twoSeeds
    try expectGolden(fixture.lock().text(fixture.results()), named: "two-seeds.lock")
  }

  @Test(arguments: [
    ("\"numerics\":2", "\"numerics\":3", "it was changed by hand"),
    ("\"version\":1", "\"version\":7", "it has version 7, and this program reads 1"),
    ("ablate-lock", "other-lock", "it is not a lock of this program"),
    ("\"data\":[", "\"data\":", "it is cut short or not JSON"),
    ("\"seals_opened\"", "<<<<<<< ours\n\"seals_opened\"", "it has conflict marks"),
  ])
  func aChangedLockIsRefused(right: String, wrong: String, reason: String) {
    let text = Fixture.oneSeed.lock().text(Fixture.oneSeed.results())
    let changed = text.replacing(right, with: wrong, maxReplacements: 1)
    #expect(changed != text)
    switch ResultLock.read(Array(changed.utf8)) {
    case .success: Issue.record("read a changed lock")
    case .failure(let damage): #expect(damage.description.contains(reason), "\(damage)")
    }
  }

  @Test func noDamageGoesUnnoticed() {
    let bytes = Array(Fixture.oneSeed.lock().text(Fixture.oneSeed.results()).utf8)
    for place in stride(from: 0, to: bytes.count, by: 97) {
      var changed = bytes
      changed[place] ^= 1
      #expect(throws: ResultLock.Damage.self) { try ResultLock.read(changed).get() }
    }
    for length in stride(from: 0, to: bytes.count, by: 501) {
      #expect(throws: ResultLock.Damage.self) { try ResultLock.read(Array(bytes[..<length])).get() }
    }
  }
}
