import Testing

@testable import Benchmarks

@Suite struct SpreadTests {
  @Test func anOddCountHasAMiddle() {
    let spread = Spread([3, 1, 2])
    #expect(spread?.median == 2)
    #expect(spread?.low == 1)
    #expect(spread?.high == 3)
    #expect(spread?.count == 3)
  }

  @Test func anEvenCountHasAMeanOfTwo() {
    #expect(Spread([4, 1, 2, 10])?.median == 3)
  }

  @Test func noNumbersHaveNoSpread() {
    #expect(Spread([]) == nil)
  }
}
