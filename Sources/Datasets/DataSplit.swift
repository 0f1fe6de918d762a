internal import Randomness

/// The division of training examples into those that are learned from and those held out.
package enum DataSplit {
  /// Divides `0..<count` at random, as a function of the seed.
  ///
  /// - Parameters:
  ///   - count: The number of examples.
  ///   - validationCount: The number to hold out.
  ///   - seed: The split's own seed, or the trial's.
  /// - Returns: Two lists of example numbers, both in file order.
  /// - Precondition: `validationCount` is in `0...count`.
  package static func make(
    count: Int, validationCount: Int, seed: UInt64
  ) -> (training: [Int32], validation: [Int32]) {
    precondition((0...count).contains(validationCount), "more examples held out than there are")
    guard validationCount > 0 else { return ((0..<Int32(count)).map { $0 }, []) }
    let order = RandomStream(seed: seed, .split).permutation(of: count)
    var isHeldOut = [Bool](repeating: false, count: count)
    for example in order[..<validationCount] { isHeldOut[Int(example)] = true }
    var training: [Int32] = []
    var validation: [Int32] = []
    training.reserveCapacity(count - validationCount)
    validation.reserveCapacity(validationCount)
    for example in 0..<count {
      if isHeldOut[example] {
        validation.append(Int32(example))
      } else {
        training.append(Int32(example))
      }
    }
    return (training, validation)
  }
}
