import AblateCommands
import Testing

struct ExitCodeTests {
  /// In the order in which they apply.
  private static let ordered: [(code: ExitCode, status: Int32)] = [
    (.usage, 2), (.environment, 3), (.interrupted(signal: 15), 143), (.trialFailed, 4),
    (.incomplete, 5), (.gate, 1), (.success, 0),
  ]

  @Test func statusesAreThoseOfTheContract() {
    #expect(Self.ordered.map(\.code.status) == Self.ordered.map(\.status))
    #expect(ExitCode.interrupted(signal: 2).status == 130)
  }

  @Test(arguments: ordered.indices, ordered.indices)
  func theFirstThatAppliesWins(first: Int, second: Int) {
    let combined = Self.ordered[first].code.combined(with: Self.ordered[second].code)
    #expect(combined == Self.ordered[min(first, second)].code)
  }
}
