internal import Reporting

/// What a lock says about how trials were measured.
struct MeasuredTrials {
  private let tiers: [String: String]
  /// `nil` where the variants of the experiment are tested on different examples.
  private let testSet: TestSet?

  init(_ lock: ResultLock) {
    tiers = Dictionary(lock.trials.map { ($0.id, $0.tier) }) { first, _ in first }
    let testSets = lock.origin.data.map(\.testSet)
    let isOne = testSets.allSatisfy { $0 != nil && $0?.digest == testSets.first??.digest }
    testSet = isOne ? testSets.first ?? nil : nil
  }

  /// What holds for all trials of a row.
  func yardstick(of trials: [ResultTrial]) -> Yardstick {
    let known = Set(trials.compactMap { tiers[$0.id] })
    return Yardstick(
      tier: known.count == 1 ? known.first : nil,
      testSet: testSet.map { String($0.digest.prefix(16)) }, count: testSet?.count ?? 0)
  }
}
