import Catalog
import Testing

@Suite("Ranges")
struct NumberRangeTests {
  @Test(arguments: [
    (NumberRange.all, "any finite number", [-1e300, 0, 1], [Double.infinity, .nan]),
    (.positive, "above 0", [1e-300, 5], [0, -0.0, -1, .infinity]),
    (.nonNegative, "at least 0", [0, -0.0, 5], [-1e-300, .nan]),
    (.halfOpen(0, 1), "at least 0 and below 1", [0, 0.999], [1, -0.1]),
    (.closed(0.5, 1), "at least 0.5 and at most 1", [0.5, 1], [0.49, 1.01]),
  ])
  func numbers(_ range: NumberRange, _ words: String, _ inside: [Double], _ outside: [Double]) {
    #expect(range.description == words)
    #expect(inside.allSatisfy(range.contains))
    #expect(!outside.contains(where: range.contains))
  }

  @Test(arguments: [
    (IntegerRange(), "any integer", [Int.min, 0, .max], []),
    (.positive, "at least 1", [1, .max], [0, -1]),
    (.nonNegative, "at least 0", [0], [-1]),
    (IntegerRange(upper: 3), "at most 3", [3, .min], [4]),
    (IntegerRange(lower: 2, upper: 3), "at least 2 and at most 3", [2, 3], [1, 4]),
  ])
  func integers(_ range: IntegerRange, _ words: String, _ inside: [Int], _ outside: [Int]) {
    #expect(range.description == words)
    #expect(inside.allSatisfy(range.contains))
    #expect(!outside.contains(where: range.contains))
  }

  @Test(arguments: [
    (0.1, "0.1"), (3, "3"), (-0.0, "0"), (1e-5, "1e-05"), (1e14, "100000000000000"),
    (1e15, "1000000000000000"), (1e16, "1e+16"), (1.0 / 3, "0.3333333333333333"),
  ])
  func shortestText(_ number: Double, _ text: String) {
    #expect(number.shortest == text)
    #expect(Double(number.shortest) == number)
  }
}
