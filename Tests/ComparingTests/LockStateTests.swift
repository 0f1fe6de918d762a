import Testing

@testable import Comparing

/// What a lock that is gone or damaged means for the cells of its results.
@Suite struct LockStateTests {
  /// A lock without trials; the checksum is of everything in front of its line.
  private static let sound = """
    {
    "format":"ablate-lock",
    "version":1,
    "experiment":{"name":"demo","file":"demo.yaml","digest":"00"},
    "numerics":2,
    "status":"complete",
    "data":[],
    "trials":[],
    "sha256":"279d16ada11229aab79943bce6b56609afdab76984476cf7ef9a2646d60d740e"
    }

    """

  private func files(_ lock: String?) -> [String: String] {
    var files = ResultsFixture.seeds(1).files
    files["results.lock"] = lock
    return files
  }

  private func remarks(_ comparison: Comparison) -> Set<String?> {
    Set(comparison.experiments.flatMap(\.cells).map(\.cell.remark))
  }

  @Test func locksOnBothSidesOrOnNoneStandInNoWay() throws {
    for lock in [Self.sound, nil] {
      #expect(try compare(files(lock), files(lock)).counts == [.same: 8])
    }
  }

  @Test func aLockThatIsGoneLeavesNothingComparable() throws {
    let lost = try compare(files(Self.sound), files(nil))
    #expect(lost.counts == [.notComparable: 8])
    #expect(
      remarks(lost) == ["B has no results.lock, so it is unknown on what it was computed"])
    for gate in Gate.allCases { #expect(gate.reasons(lost).count == 8) }
    let found = try compare(files(nil), files(Self.sound))
    #expect(
      remarks(found) == ["A has no results.lock, so it is unknown on what it was computed"])
    // No tolerance would help.
    #expect(Footnotes.common(lost).isEmpty)
  }

  @Test(arguments: [
    ("", "it is not a lock of this program"),
    (String(sound.dropLast(90)), "it is cut short or not JSON"),
    (
      sound.replacing("\"numerics\":2", with: "\"numerics\":1"),
      "its checksum does not fit its content: it was changed by hand"
    ),
  ])
  func aDamagedLockLeavesNothingComparable(_ lock: String, _ damage: String) throws {
    for other in [Self.sound, nil] {
      let comparison = try compare(files(other), files(lock))
      #expect(comparison.counts == [.notComparable: 8])
      #expect(
        remarks(comparison) == [
          "new/demo/results.lock cannot be used: \(damage), so it is unknown on what B was computed"
        ])
    }
    #expect(
      remarks(try compare(files(lock), files(lock))).first??
        .hasPrefix("old/demo/results.lock cannot be used: ") == true)
  }

  /// A single file has no lock beside it.
  @Test func filesAreComparedWithoutLocks() throws {
    let table = try #require(files(nil)["table.csv"])
    #expect(try compare(files(Self.sound), ["": table]).counts == [.same: 8])
  }
}
