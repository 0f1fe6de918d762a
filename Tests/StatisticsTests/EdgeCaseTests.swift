import Statistics
import Testing

@Suite struct EdgeCaseTests {
  @Test(arguments: [[], [1], [2, 2, 2], [0, 0], [0.1, 0.1, 0.1]])
  func pairedTHasNoAnswerWithoutSpread(_ differences: [Double]) {
    #expect(PairedT.test(differences, confidence: 0.95) == nil)
  }

  @Test func welchTHasNoAnswerWithoutSpread() throws {
    let one = try #require(Summary([1]))
    let several = try #require(Summary([1, 2, 3]))
    let equal = try #require(Summary([1, 1, 1]))
    #expect(WelchT.test(one, several, confidence: 0.95) == nil)
    #expect(WelchT.test(several, one, confidence: 0.95) == nil)
    #expect(WelchT.test(equal, equal, confidence: 0.95) == nil)
    #expect(WelchT.test(equal, several, confidence: 0.95) != nil)
  }

  @Test func numbersTooLargeToComputeWithHaveNoAnswer() throws {
    #expect(PairedT.test([1e308, -1e308, 1e308], confidence: 0.95) == nil)
    let low = try #require(Summary([-1e308, -0.9e308]))
    let high = try #require(Summary([1e308, 0.9e308]))
    #expect(WelchT.test(low, high, confidence: 0.95) == nil)
  }

  @Test func fivePairsCannotGoBelowOneSixteenth() throws {
    let result = try #require(SignFlip.test([1, 2, 3, 4, 5], confidence: 0.95))
    #expect(result.pValue == 0.0625)
    #expect(result.leastPValue == 0.0625)
    #expect(result.interval == nil)
  }

  @Test func signFlipTakesThirtyPairsAndNoMore() throws {
    let differences = (1...30).map { Double($0) - 14.5 }
    let result = try #require(SignFlip.test(differences, confidence: 0.95))
    #expect(result.pValue > 0.5)
    #expect(SignFlip.test(differences + [1], confidence: 0.95) == nil)
  }

  @Test func separateSamplesOfThreeCannotGoBelowOneTenth() throws {
    let result = try #require(MannWhitney.test([1, 2, 3], [4, 5, 6], confidence: 0.95))
    #expect(abs(result.pValue - 0.1) < 1e-12)
    #expect(abs(result.leastPValue - 0.1) < 1e-12)
    #expect(result.interval == nil)
    #expect(result.estimate == 3)
  }

  @Test func identicalSamplesDifferInNothing() throws {
    let values = [0.9, 0.91, 0.92, 0.9]
    #expect(try #require(MannWhitney.test(values, values, confidence: 0.95)).pValue == 1)
    #expect(try #require(SignFlip.test([0, 0, 0, 0], confidence: 0.95)).pValue == 1)
    #expect(McNemar.pValue(gained: 0, lost: 0) == 1)
    let interval = PairedBootstrap.interval(gained: 0, lost: 0, of: 100, confidence: 0.95)
    #expect(interval == 0...0)
  }

  @Test func anExampleMoreOrLessMovesTheBootstrapAlong() {
    let all = PairedBootstrap.interval(gained: 10, lost: 0, of: 10, confidence: 0.95)
    #expect(all == 1...1)
    let again = PairedBootstrap.interval(gained: 30, lost: 10, of: 1000, confidence: 0.95)
    #expect(again == PairedBootstrap.interval(gained: 30, lost: 10, of: 1000, confidence: 0.95))
    #expect(again.lowerBound < 0.02 && again.upperBound > 0.02 && again.lowerBound > 0)
  }

  @Test func leastPValueOfMcNemarHalvesWithEachExample() {
    #expect(McNemar.leastPValue(discordant: 0) == 1)
    #expect(McNemar.leastPValue(discordant: 5) == 0.0625)
    #expect(abs(McNemar.pValue(gained: 5, lost: 0) - 0.0625) < 1e-14)
  }
}
