import Foundation
import Records
import Specification
import Testing

@testable import AblateCommands

/// How trials are divided, and what shards come to when their stores are united.
struct ShardTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(SmallExperiment.text(), to: "small.yaml")
  }

  private func ablate(_ words: [String]) throws -> ToolProcess.Outcome {
    try ToolProcess(words, in: workspace.folder).wait()
  }

  @Test(arguments: ["1/1", "2/5", "10000/10000"])
  func aPartIsRead(text: String) throws {
    let shard = try Shard(text)
    #expect("\(shard.index)/\(shard.count)" == text)
  }

  @Test(arguments: ["", "1", "0/2", "3/2", "-1/2", "1/0", "1/2/3", "a/b", "1/", "/2", "1/99999"])
  func whatIsNoPartIsAUsageError(text: String) {
    #expect(throws: UsageError.self) { try Shard(text) }
  }

  /// Every trial is in one part, whatever their number and costs, and no part is much dearer.
  @Test(arguments: 1...7)
  func partsAreDisjointAndCompleteAndEven(count: Int) {
    let items = (0..<50).map { (id: "trial\($0)", cost: Double(1 + $0 * $0 % 17)) }
    let parts = Shard.parts(of: items, count: count)
    #expect(parts.count == count)
    #expect(parts.reduce(0) { $0 + $1.count } == items.count)
    #expect(parts.reduce(Set()) { $0.union($1) } == Set(items.map(\.id)))
    // The order in which they are listed does not matter.
    #expect(Shard.parts(of: items.reversed(), count: count) == parts)
    let costs = parts.map { part in items.filter { part.contains($0.id) }.reduce(0) { $0 + $1.cost }
    }
    let largest = items.map(\.cost).max() ?? 0
    #expect((costs.max() ?? 0) - (costs.min() ?? 0) <= largest)
  }

  /// What the plans of all parts list is the plan of the whole, and nothing twice.
  @Test func aPlanShowsAPart() throws {
    func rows(_ text: String) -> [String] {
      text.split(separator: "\n").map(String.init).filter { $0.contains(" seed=") }
    }
    let whole = try ablate(["plan", "small.yaml"])
    #expect(whole.status == 0)
    let parts = try (1...2).map { try ablate(["plan", "small.yaml", "--shard", "\($0)/2"]) }
    for (index, part) in parts.enumerated() {
      #expect(part.status == 0, "\(part.errors)")
      #expect(part.output.contains(" of them for shard \(index + 1)/2"))
      #expect(rows(part.output).count < rows(whole.output).count)
    }
    #expect(parts.flatMap { rows($0.output) }.sorted() == rows(whole.output).sorted())
    #expect(try ablate(["plan", "small.yaml", "--shard", "1/2", "--format", "json"]).status == 2)
  }

  /// Any division, each part with a store of its own, gives the files of an undivided run.
  @Test(arguments: [1, 2, 3, 5])
  func shardsGiveTheSameFilesAsAnUndividedRun(count: Int) throws {
    let whole = try ablate(["run", "small.yaml", "-q", "--store", "whole", "--out", "expected"])
    #expect(whole.status == 0)
    let stores = (1...count).map { "shard-\($0)" }
    // The search, then the replicates: two rounds, with a merge after each.
    for round in 1...2 {
      for (index, store) in stores.enumerated() {
        let words = [
          "run", "small.yaml", "-q", "--store", store, "--shard", "\(index + 1)/\(count)",
        ]
        let outcome = try ablate(words)
        if count == 1 {
          #expect(outcome.status == 0)
          #expect(outcome.output == whole.output)
          continue
        }
        #expect(outcome.status == 5, "\(round) \(store): \(outcome.errors)")
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("has done its part"))
        #expect(outcome.errors.contains("after 'ablate merge' the same command goes on"))
      }
      for store in stores {
        let outcome = try ablate(["merge"] + stores.reversed() + ["--store", store])
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
    }
    #expect(!FileManager.default.fileExists(atPath: workspace.folder.path + "/results"))
    for store in stores.prefix(1) {
      // Everything is there: each part prints the whole table and trains nothing.
      let last = try ablate(["run", "small.yaml", "--store", store, "--shard", "1/\(count)"])
      #expect(last.status == 0, "\(last.errors)")
      #expect(last.output == whole.output)
      let table = try ablate(["table", "small.yaml", "--store", store, "--out", "found"])
      #expect(table.status == 0)
      #expect(try workspace.files(in: "found") == workspace.files(in: "expected"))
    }
  }

  /// Phases that records determine come one by one, each after a merge.
  @Test func laterPhasesAreDividedAsWell() throws {
    let text = SmallExperiment.text().replacing(
      "  select: {",
      with: "  refine: {axis: learning_rate, rounds: 2, count: 3, shrink: 0.5}\n  select: {"
    ).replacing("    - name: Dropout\n", with: "    - name: Dropout\n      after: Plain\n")
    #expect(text.contains("after: Plain"))
    try workspace.write(text, to: "small.yaml")
    let whole = try ablate(["run", "small.yaml", "-q", "--store", "whole", "--out", "expected"])
    #expect(whole.status == 0, "\(whole.errors)")
    var rounds = 0
    var status: Int32 = 5
    while status == 5, rounds < 12 {
      rounds += 1
      for index in 1...2 {
        status = try ablate([
          "run", "small.yaml", "-q", "--store", "s\(index)", "--shard", "\(index)/2",
        ]).status
      }
      for index in 1...2 {
        #expect(try ablate(["merge", "s1", "s2", "--store", "s\(index)"]).status == 0)
      }
    }
    #expect(status == 0)
    #expect(rounds > 3)
    #expect(try ablate(["table", "small.yaml", "--store", "s1", "--out", "found"]).status == 0)
    #expect(try workspace.files(in: "found") == workspace.files(in: "expected"))
    #expect(try ablate(["verify", "found/small"]).status == 0)
  }

  @Test func partsOnOneStoreNeedNoMerge() throws {
    let first = try ablate(["run", "small.yaml", "-q", "--shard", "1/2"])
    #expect(first.status == 5)
    let second = try ablate(["run", "small.yaml", "-q", "--shard", "2/2"])
    #expect(second.status == 5)
    #expect(second.errors.contains("1 trial of the phase is not in the store"))
    let third = try ablate(["run", "small.yaml", "-q", "--shard", "1/2"])
    #expect(third.status == 0, "\(third.errors)")
    #expect(third.output.hasPrefix("A small experiment\n"))
  }

  // MARK: Merging

  /// Two stores with the shards of one experiment.
  private func shards() throws -> (TrialStore, TrialStore) {
    for index in 1...2 {
      let words = ["run", "small.yaml", "-q", "--store", "s\(index)", "--shard", "\(index)/2"]
      #expect(try ablate(words).status == 5)
    }
    return (
      TrialStore(folder: workspace.folder.appending(path: "s1")),
      TrialStore(folder: workspace.folder.appending(path: "s2"))
    )
  }

  @Test func oneTrialWithTwoResultsIsRefused() throws {
    let (first, second) = try shards()
    let id = try #require(try first.allIDs().first)
    var record = try #require(try first.load(id).record)
    let sealed = try #require(try first.loadSealed(id).record)
    record.blasCore = "Other"
    record.seconds = 1
    try second.save(record, sealed)
    // The same bits, made elsewhere.
    #expect(try ablate(["merge", "s1", "s2", "--store", "united"]).status == 0)
    record.curves[Metric(.validation, .loss)]?[0]? += 1e-9
    try second.save(record, sealed)
    let refused = try ablate(["merge", "s1", "s2", "--store", "other"])
    #expect(refused.status == 1)
    #expect(
      refused.errors.hasPrefix(
        "ablate: trial \(id) has one result in s1 and another in s2 (OpenBLAS "))
    #expect(refused.errors.contains("' and 'Other')\n"))
    #expect(!FileManager.default.fileExists(atPath: workspace.folder.path + "/other/trials"))
    // The sealed side counts as well.
    var test = sealed
    test.curves[Metric(.test, .loss)]?[0]? += 1e-9
    try second.save(try #require(try first.load(id).record), test)
    #expect(try ablate(["merge", "s1", "s2", "--store", "other"]).status == 1)
  }

  @Test func machinesThatComputeOtherBitsAreRefusedOrMarked() throws {
    let (first, second) = try shards()
    let canary = try #require(try first.canaries().first)
    #expect(try first.canaries().count == 1)
    #expect(try second.canaries() == first.canaries())
    var other = canary
    other.recordDigest = String(canary.recordDigest.reversed())
    other.machine = CanaryRecord.Machine(
      canary.machine.features.map {
        $0.name == "processor" ? ($0.name, "Another processor") : ($0.name, $0.value)
      })
    try second.save(other)
    let refused = try ablate(["merge", "s1", "s2"])
    #expect(refused.status == 1)
    #expect(
      refused.errors.hasPrefix(
        "ablate: the common trial \(canary.trial.prefix(8)) has other bits in s1 than in s2: "
          + "processor '"))
    #expect(refused.errors.contains("' and 'Another processor'\n"))
    #expect(!FileManager.default.fileExists(atPath: workspace.folder.path + "/.ablate/trials"))
    #expect(try ablate(["merge", "s1", "s2", "--allow-mixed"]).status == 0)
    let run = try ablate(["run", "small.yaml", "-q"])
    #expect(run.status == 0)
    let lock = try String(
      contentsOf: workspace.folder.appending(path: "results/small/results.lock"), encoding: .utf8)
    #expect(lock.contains("\"mixed\":[\n\"the common trial "))
    let verified = try ablate(["verify", "results"])
    #expect(verified.status == 0)
    #expect(verified.errors.contains("made on machines that differ: the common trial "))
  }

  @Test func damagedTrialsAreLeftOut() throws {
    let (first, second) = try shards()
    let id = try #require(try first.allIDs().first)
    let record = try #require(try first.load(id).record)
    let sealed = try #require(try first.loadSealed(id).record)
    try workspace.write("{", to: "s1/trials/\(id)/record.json")
    let outcome = try ablate(["merge", "s1", "s2"])
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("record.json' is damaged"))
    #expect(outcome.errors.hasSuffix("; the trial is left out\n"))
    #expect(outcome.output == "3 trials copied to .ablate, which has 3 now\n")
    // Whole elsewhere: nothing is left out, and still a file is corrupt.
    try second.save(record, sealed)
    let other = try ablate(["merge", "s1", "s2"])
    #expect(other.status == 3)
    #expect(other.errors.hasSuffix("; the trial is taken from elsewhere\n"))
    #expect(other.output == "1 trial copied to .ablate, which has 4 now\n")
    #expect(try ablate(["run", "small.yaml", "-q"]).status == 0)
  }

  /// Neither the trials nor what is said about them depend on the order of the stores.
  @Test func mixedStoresAreTheSameInEveryOrder() throws {
    let (first, second) = try shards()
    let id = try #require(try first.allIDs().first)
    var record = try #require(try first.load(id).record)
    let sealed = try #require(try first.loadSealed(id).record)
    record.blasCore = "Other"
    record.curves[Metric(.validation, .loss)]?[0]? += 1e-9
    try second.save(record, sealed)
    let third = TrialStore(folder: workspace.folder.appending(path: "s3"))
    record.curves[Metric(.validation, .loss)]?[0]? += 1e-9
    try third.save(record, sealed)
    let canary = try #require(try first.canaries().first)
    for (store, digit) in [(second, "0"), (third, "f")] {
      var other = canary
      other.recordDigest = String(repeating: digit, count: 64)
      try store.save(other)
    }
    let orders = [
      ["s1", "s2", "s3"], ["s3", "s2", "s1"], ["s2", "s3", "s1"],
    ]
    var united: [[String: Data]] = []
    for (number, order) in orders.enumerated() {
      #expect(try ablate(["merge"] + order + ["--store", "u\(number)"]).status == 1)
      let outcome = try ablate(["merge", "--allow-mixed"] + order + ["--store", "u\(number)"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      united.append(try workspace.files(in: "u\(number)"))
    }
    #expect(united[0].keys.contains("trials/\(id)/record.json"))
    #expect(united[1] == united[0])
    #expect(united[2] == united[0])
    let digests = try [first, second, third].map { try #require(try $0.load(id).record?.digest) }
    let kept = try TrialStore(folder: workspace.folder.appending(path: "u0")).load(id).record
    #expect(kept?.digest == digests.min())
    let lines = try TrialStore(folder: workspace.folder.appending(path: "u0")).mixture()
    #expect(lines.count == 3, "\(lines)")
    for digest in digests {
      #expect(lines.contains { $0.hasPrefix("trial \(id) ") && $0.contains(digest.prefix(16)) })
    }
    for name in ["s1", "s2", "s3"] { #expect(!lines.contains { $0.contains("in \(name)") }) }
    // A store that has another result gives it up, with everything that belongs to it.
    for (number, name) in ["s1", "s2", "s3"].enumerated() {
      let others = ["s1", "s2", "s3"].filter { $0 != name }
      try FileManager.default.copyItem(
        at: workspace.folder.appending(path: name),
        to: workspace.folder.appending(path: "t\(number)"))
      let words = ["merge", "--allow-mixed"] + others + ["--store", "t\(number)"]
      #expect(try ablate(words).status == 0)
      let found = try workspace.files(in: "t\(number)")
      #expect(found["trials/\(id)/record.json"] == united[0]["trials/\(id)/record.json"])
      #expect(found["mixed.json"] == united[0]["mixed.json"])
    }
  }

  @Test func whatIsNoStoreIsSaidToBeNone() throws {
    let outcome = try ablate(["merge", "nowhere"])
    #expect(outcome.status == 3)
    #expect(
      outcome.errors == "ablate: 'nowhere' is no store: it has no folder 'trials' or 'canaries'\n")
    #expect(try ablate(["merge"]).status == 2)
  }

  // MARK: Plans

  @Test func aPlanIsAMatrix() throws {
    let outcome = try ablate(["plan", "small.yaml", "--format", "github-matrix", "--shards", "3"])
    #expect(outcome.status == 0)
    let form =
      #/matrix={"shard":\["1\/3","2\/3","3\/3"\]}\ncache-key=ablate-small-numerics\d+-[0-9a-f]{16}\nrestore-key=ablate-small-numerics\d+-\n/#
    #expect(outcome.output.wholeMatch(of: form) != nil, "\(outcome.output)")
    let many = try ablate(["plan", "small.yaml", "--format", "github-matrix", "--shards", "200"])
    #expect(many.output.hasPrefix("matrix={\"shard\":[\"1/4\","))
  }

  @Test func aPlanIsJSON() throws {
    struct Plan: Decodable {
      struct Trial: Decodable {
        var id: String
        var label: String
        var operations: Double
        var stored: Bool
      }
      struct Phase: Decodable {
        var phase: String
        var trials: [Trial]
      }
      var experiment: String
      var phases: [Phase]
    }
    #expect(try ablate(["run", "small.yaml", "-q", "--only", "Plain"]).status == 0)
    let outcome = try ablate(["plan", "small.yaml", "--format", "json"])
    let plan = try JSONDecoder().decode(Plan.self, from: Data(outcome.output.utf8))
    #expect(plan.experiment == "small")
    #expect(plan.phases.map(\.phase) == ["search"])
    let trials = plan.phases[0].trials
    #expect(trials.map(\.label).first == "Plain learning_rate=0.1 seed=1")
    #expect(trials.map(\.stored) == [true, true, false, false])
    // 784·16 + 16·10 products and sums, two epochs of 300 steps' examples and the measurements.
    #expect(trials.allSatisfy { $0.operations == trials[0].operations && $0.operations > 1e7 })
  }
}
