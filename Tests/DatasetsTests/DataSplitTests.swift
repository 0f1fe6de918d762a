import Datasets
import Testing

@Suite struct DataSplitTests {
  @Test(arguments: [(10, 0), (10, 3), (10, 10), (1, 1), (0, 0), (1000, 200)])
  func partsTogetherAreEverythingOnce(count: Int, held: Int) {
    let (training, validation) = DataSplit.make(count: count, validationCount: held, seed: 5)
    #expect(validation.count == held)
    #expect((training + validation).sorted() == (0..<Int32(count)).map { $0 })
    #expect(training == training.sorted() && validation == validation.sorted())
  }

  @Test func splitIsAFunctionOfTheSeed() {
    let first = DataSplit.make(count: 100, validationCount: 20, seed: 1)
    let again = DataSplit.make(count: 100, validationCount: 20, seed: 1)
    let other = DataSplit.make(count: 100, validationCount: 20, seed: 2)
    #expect(first.validation == again.validation && first.training == again.training)
    #expect(first.validation != other.validation)
  }

  @Test func largerShareContainsTheSmaller() {
    let small = DataSplit.make(count: 100, validationCount: 10, seed: 1).validation
    let large = DataSplit.make(count: 100, validationCount: 30, seed: 1).validation
    #expect(Set(small).isSubset(of: large))
  }

  @Test func everyExampleIsHeldOutNowAndThen() {
    var counts = [Int](repeating: 0, count: 20)
    for seed in UInt64(0)..<400 {
      for example in DataSplit.make(count: 20, validationCount: 5, seed: seed).validation {
        counts[Int(example)] += 1
      }
    }
    // 400 draws at ¼: mean 100, standard deviation 8.7; five of those either way.
    #expect(counts.allSatisfy { (57...143).contains($0) })
  }
}
