import Guarding
import Testing

@Suite struct ConcurrentMapTests {
  private struct Odd: Error, Equatable { var number: Int }

  @Test(arguments: [0, 1, 63, 64, 65, 1000, 10_007]) func resultsStandInOrder(_ count: Int) {
    let squares = Array(0..<count).concurrentMap { $0 * $0 }
    #expect(squares == (0..<count).map { $0 * $0 })
  }

  @Test(arguments: [10, 500]) func theFirstFailureIsThrown(_ count: Int) {
    #expect(throws: Odd(number: 7)) {
      _ = try Array(0..<count).concurrentMap { number throws(Odd) -> Int in
        if number >= 7, number % 2 == 1 { throw Odd(number: number) }
        return number
      }
    }
  }
}
