import Foundation
import Testing

/// Runs that are killed at a random moment and started again.
///
/// `ABLATE_SLOW_TESTS=1` does it 200 times; `Records/kills.md` says how that went.
struct KillTests {
  private let workspace: Workspace
  private static let rounds =
    ProcessInfo.processInfo.environment["ABLATE_SLOW_TESTS"] == "1" ? 200 : 20

  init() throws {
    workspace = try Workspace()
    // Weights and states are written too, so that a kill can come between any two files.
    let text = SmallExperiment.text(epochs: 60).replacingOccurrences(
      of: "  epochs: 60\n", with: "  epochs: 60\n  keep: selected\n  checkpoint: {every: 10}\n")
    try workspace.write(text, to: "small.yaml")
  }

  private func run(_ round: String) throws -> ToolProcess {
    try ToolProcess(
      ["run", "small.yaml", "--jobs", "2", "--store", "\(round)-store", "--out", round],
      in: workspace.folder)
  }

  /// What identifies the very file: a record that was written again has another number.
  private func records(in round: String) throws -> [String: Int] {
    let folder = workspace.folder.appending(path: "\(round)-store/trials")
    let ids = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    var numbers: [String: Int] = [:]
    for id in ids {
      let path = folder.appending(path: "\(id)/record.json").path
      guard let found = try? FileManager.default.attributesOfItem(atPath: path) else { continue }
      numbers[id] = (found[.systemFileNumber] as? NSNumber)?.intValue
    }
    return numbers
  }

  @Test func tablesAreThoseOfAnUndisturbedRun() throws {
    let start = ContinuousClock.now
    let undisturbed = try run("undisturbed").wait()
    let whole = (ContinuousClock.now - start) / .seconds(1)
    #expect(undisturbed.status == 0, "\(undisturbed.errors)")
    let expected = try workspace.files(in: "undisturbed")
    #expect(expected.count == 6)
    let store = try storedFiles(in: "undisturbed")

    var generator = SplitMix(state: 20_261_128)
    var (early, late) = (0, 0)
    for number in 0..<Self.rounds {
      let round = "round\(number)"
      let process = try run(round)
      Thread.sleep(forTimeInterval: whole * generator.share())
      process.send(signal: SIGKILL)
      _ = try process.wait()
      let finished = try records(in: round)
      if finished.isEmpty { early += 1 }
      if finished.count == 6 { late += 1 }

      let resumed = try run(round).wait()
      #expect(resumed.status == 0, "\(round): \(resumed.errors)")
      #expect(!resumed.errors.contains("damaged"), "\(round): \(resumed.errors)")
      #expect(resumed.output == undisturbed.output, "\(round)")
      #expect(try workspace.files(in: round) == expected, "\(round)")
      let after = try records(in: round)
      #expect(after.count == 6)
      // No finished trial was trained again.
      #expect(after.filter { finished[$0.key] != nil } == finished, "\(round)")
      #expect(trained(resumed) == 6 - finished.count, "\(round): \(resumed.errors)")
      let stored = try storedFiles(in: round)
      let others = Set(stored.keys).union(store.keys).filter { stored[$0] != store[$0] }
      #expect(others.isEmpty, "\(round): \(others.sorted())")
      try FileManager.default.removeItem(at: workspace.folder.appending(path: round))
      try FileManager.default.removeItem(at: workspace.folder.appending(path: "\(round)-store"))
    }
    // Kills at all stages, or the test proves little.
    #expect(early < Self.rounds && late < Self.rounds)
    print("\(Self.rounds) kills: \(early) before the first trial, \(late) after the last")
  }

  /// Trials that a run trained itself, its selected ones for their weights not counted.
  private func trained(_ outcome: ToolProcess.Outcome) -> Int {
    let lines = outcome.errors.split(separator: "\n")
    let end = lines.firstIndex { $0.hasPrefix("weights: ") } ?? lines.endIndex
    return lines[..<end].count { $0.hasPrefix("[") && $0.hasSuffix(" s") }
  }

  /// Everything in the store that does not depend on the clock: sealed sides, curves, weights.
  ///
  /// The file of a lock may stay, which ended with its process.
  private func storedFiles(in round: String) throws -> [String: Data] {
    try workspace.files(in: "\(round)-store").filter { path, _ in
      !path.hasSuffix("record.json") && !path.contains(".partial") && !path.hasPrefix("locks/")
    }
  }
}

/// A generator with a seed.
struct SplitMix {
  var state: UInt64

  /// A number in 0..<1.
  mutating func share() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) / Double(UInt64(1) << 53)
  }
}
