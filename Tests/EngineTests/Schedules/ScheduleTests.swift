import Catalog
import Engine
import Testing

/// What references do not say: units of lengths, ends, and what comes behind them.
@Suite(.tags(.numerics)) struct ScheduleTests {
  private func epochs(_ count: Double) -> Value {
    .call(Call("epochs", Arguments(["count": .number(count)])))
  }

  private func updates(_ count: Int) -> Value {
    .call(Call("updates", Arguments(["count": .integer(count)])))
  }

  /// Twenty epochs of 450 updates, as of 45,000 examples in batches of 100.
  private let span = TrainingSpan(updatesPerEpoch: 450, epochs: 20)

  private func rate(_ name: String, _ settings: [String: Value]) -> LearningRate {
    LearningRate(.call(Call(name, Arguments(settings))), span: span)
  }

  @Test func aNumberIsUsedAsItIs() {
    let rate = LearningRate(.number(0.1), span: span)
    for update in [0, 1, 449, 450, 8999] { #expect(rate.rate(at: update) == 0.1) }
  }

  /// The cyclical rate of two cycles in twenty epochs: half a cycle is 2250 updates, five epochs.
  @Test func twoTriangularCycles() {
    let settings: [String: Value] = ["minimum": .number(1e-5), "maximum": .number(1e-1)]
    for rise in [updates(2250), epochs(5)] {
      let rate = rate("triangular", settings.merging(["rise": rise]) { $1 })
      for bottom in [0, 4500, 9000] { #expect(abs(rate.rate(at: bottom) - 1e-5) < 1e-17) }
      for top in [2250, 6750] { #expect(abs(rate.rate(at: top) - 1e-1) < 1e-16) }
      let step = (1e-1 - 1e-5) / 2250
      #expect(abs(rate.rate(at: 1) - (1e-5 + step)) < 1e-15)
      #expect(abs(rate.rate(at: 2249) - rate.rate(at: 2251)) < 1e-15)
      #expect(abs(rate.rate(at: 8999) - (1e-5 + step)) < 1e-15)
      #expect((0..<9000).allSatisfy { (1e-5...1e-1).contains(rate.rate(at: $0)) })
    }
  }

  /// Without a unit of their own, decays change once an epoch; given in updates, at every update.
  @Test(arguments: ["exponential", "inverse_time"])
  func decaysChangeOnceAnEpochUnlessToldOtherwise(_ name: String) {
    let own: [String: Value] =
      name == "exponential" ? ["factor": .number(0.5)] : ["decay": .number(1)]
    let settings = own.merging(["initial": .number(0.8)]) { $1 }
    let slow = rate(name, settings)
    #expect((0..<450).allSatisfy { slow.rate(at: $0) == 0.8 })
    #expect((450..<900).allSatisfy { slow.rate(at: $0) == 0.4 })
    let fast = rate(name, settings.merging(["every": updates(1)]) { $1 })
    #expect(fast.rate(at: 0) == 0.8 && fast.rate(at: 1) == 0.4)
  }

  @Test func stepsFallAtTheirIntervals() {
    let rate = rate(
      "step", ["initial": .number(1), "factor": .number(0.5), "every": epochs(1.5)])
    #expect(rate.rate(at: 674) == 1 && rate.rate(at: 675) == 0.5 && rate.rate(at: 1350) == 0.25)
  }

  @Test func theCosineEndsWithTheTrainingAndStays() {
    let whole = rate("cosine", ["initial": .number(0.5), "minimum": .number(0.1)])
    #expect(whole.rate(at: 0) == 0.5)
    #expect(abs(whole.rate(at: 4500) - 0.3) < 1e-15)
    #expect(whole.rate(at: 8999) > 0.1 && whole.rate(at: 9000) == 0.1)
    let short = rate(
      "cosine", ["initial": .number(0.5), "minimum": .number(0.1), "length": epochs(2)])
    #expect((900..<9000).allSatisfy { short.rate(at: $0) == 0.1 })
    let stepped = rate("cosine", ["initial": .number(0.5), "every": epochs(1)])
    #expect((0..<450).allSatisfy { stepped.rate(at: $0) == 0.5 })
    #expect(stepped.rate(at: 450) < 0.5 && stepped.rate(at: 450) == stepped.rate(at: 899))
  }

  @Test func oneCycleSpansTheTrainingAndStays() {
    let rate = rate("one_cycle", ["maximum": .number(0.1)])
    #expect(abs(rate.rate(at: 0) - 0.004) < 1e-15)
    #expect(abs(rate.rate(at: 2699) - 0.1) < 1e-15)
    #expect(
      rate.rate(at: 8999) == 0.1 / 25 / 10_000 && rate.rate(at: 20_000) == rate.rate(at: 8999))
    // The shares at which nothing is left to rise or to fall are no division by zero.
    for rise in [0.0, 1.0] {
      let extreme = self.rate("one_cycle", ["maximum": .number(0.1), "rise": .number(rise)])
      #expect((0..<9000).allSatisfy { extreme.rate(at: $0).isFinite })
    }
    let single = self.rate("one_cycle", ["maximum": .number(0.1), "length": updates(1)])
    #expect(single.rate(at: 0).isFinite && single.rate(at: 1).isFinite)
  }

  /// A warm-up rises to the schedule's first rate, and lengths count from its end.
  @Test func warmUpComesBefore() {
    let rate = rate(
      "step",
      ["initial": .number(0.9), "every": epochs(1), "factor": .number(0.5), "warm_up": updates(9)])
    for update in 0..<9 { #expect(abs(rate.rate(at: update) - 0.1 * Double(update + 1)) < 1e-15) }
    #expect(rate.rate(at: 458) == 0.9 && rate.rate(at: 459) == 0.45)
    let cosine = self.rate(
      "cosine", ["initial": .number(1), "warm_up": epochs(2)])
    #expect(abs(cosine.rate(at: 900 + 4050) - 0.5) < 1e-15, "the half of what is left")
  }

  @Test func absurdLengthsDoNotOverflow() {
    let huge = rate(
      "triangular",
      [
        "minimum": .number(0), "maximum": .number(1), "rise": updates(.max), "fall": epochs(1e300),
      ])
    #expect(huge.rate(at: 0) == 0 && huge.rate(at: 8999) < 1e-9)
    let endless = LearningRate(
      .call(Call("cosine", Arguments(["initial": .number(1)]))),
      span: TrainingSpan(updatesPerEpoch: 450, epochs: .max))
    #expect(endless.rate(at: 10) > 0.99)
  }

  @Test func fractionsOfEpochsAreRoundedToUpdates() {
    let length = Epochs(Arguments(["count": .number(0.001)]))
    #expect(length.updates(in: span) == 1, "never none")
    #expect(Epochs(Arguments(["count": .number(0.01)])).updates(in: span) == 5)
  }
}
