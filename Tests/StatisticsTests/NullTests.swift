import Foundation
import Randomness
import Statistics
import Testing

/// Where there is nothing to find, a test finds something as often as its level says, or less often.
@Suite struct NullTests {
  static let level = 0.05
  static let rounds = 4000

  /// Five standard errors of a share around the level: a right test fails once in two millions.
  private static var slack: Double {
    5 * (level * (1 - level) / Double(rounds)).squareRoot()
  }

  struct Scenario: Sendable, CustomTestStringConvertible {
    var name: String
    /// Whether the share must reach the level; exact tests of few values stay below.
    var isSharp: Bool
    /// The p value of one round; the interval must hold zero when it is not below the level.
    var round: @Sendable (_ draw: (Int) -> Double) -> TestResult?

    var testDescription: String { name }
  }

  static let scenarios: [Scenario] = [
    Scenario(name: "paired t, n = 5", isSharp: true) { draw in
      PairedT.test((0..<5).map { 0.01 * draw($0) }, confidence: 0.95)
    },
    Scenario(name: "paired t, n = 2", isSharp: true) { draw in
      PairedT.test((0..<2).map { draw($0) }, confidence: 0.95)
    },
    Scenario(name: "Welch's t, 8 and 5 of thrice the spread", isSharp: true) { draw in
      Summary((0..<8).map { draw($0) }).flatMap { first in
        Summary((8..<13).map { 3 * draw($0) }).flatMap {
          WelchT.test(first, $0, confidence: 0.95)
        }
      }
    },
    Scenario(name: "sign flip, n = 8", isSharp: false) { draw in
      SignFlip.test((0..<8).map { draw($0) }, confidence: 0.95)
    },
    Scenario(name: "sign flip, n = 12", isSharp: true) { draw in
      SignFlip.test((0..<12).map { draw($0) }, confidence: 0.95)
    },
    Scenario(name: "Mann–Whitney, 10 and 10", isSharp: false) { draw in
      MannWhitney.test((0..<10).map { draw($0) }, (10..<20).map { draw($0) }, confidence: 0.95)
    },
    Scenario(name: "Mann–Whitney, 40 and 40", isSharp: true) { draw in
      MannWhitney.test((0..<40).map { draw($0) }, (40..<80).map { draw($0) }, confidence: 0.95)
    },
  ]

  @Test(arguments: scenarios) func falsePositivesComeAtTheLevel(_ scenario: Scenario) throws {
    var (found, outside) = (0, 0)
    for round in 0..<Self.rounds {
      let stream = RandomStream(seed: 11, .synthetic, name: scenario.name, number: UInt64(round))
      let result = try #require(scenario.round { stream.normal(at: UInt64($0)) })
      if result.pValue < Self.level { found += 1 }
      if let interval = result.interval, !interval.contains(0) { outside += 1 }
    }
    for count in [found, outside] {
      let share = Double(count) / Double(Self.rounds)
      #expect(share < Self.level + Self.slack)
      #expect(share > (scenario.isSharp ? Self.level - Self.slack : 0.02))
    }
  }

  @Test func mcNemarKeepsTheLevel() {
    // Two models that err independently on one in ten of 1,000 examples.
    var found = 0
    for round in 0..<Self.rounds {
      let stream = RandomStream(seed: 12, .synthetic, number: UInt64(round))
      var (gained, lost) = (0, 0)
      for example in 0..<250 {
        // Two of the four words of one draw: a pair of examples less to draw than one each.
        let words = stream.words(at: UInt64(example))
        let first = words.x < 429_496_730
        let second = words.y < 429_496_730
        if first && !second { gained += 1 }
        if second && !first { lost += 1 }
      }
      if McNemar.pValue(gained: gained, lost: lost) < Self.level { found += 1 }
    }
    let share = Double(found) / Double(Self.rounds)
    #expect(share < Self.level + Self.slack)
    #expect(share > 0.02)
  }

  @Test func holmKeepsTheFamilyLevel() {
    // Ten rows without any difference: one false finding among them in one family of twenty.
    var families = 0
    for round in 0..<1000 {
      let stream = RandomStream(seed: 13, .synthetic, number: UInt64(round))
      let pValues = (0..<10).compactMap { row in
        PairedT.test((0..<5).map { stream.normal(at: UInt64(5 * row + $0)) }, confidence: 0.95)?
          .pValue
      }
      if Holm.adjusted(pValues).contains(where: { $0 < Self.level }) { families += 1 }
    }
    let share = Double(families) / 1000
    let slack = 5 * (Self.level * (1 - Self.level) / 1000).squareRoot()
    #expect(share < Self.level + slack)
    #expect(share > Self.level - slack)
  }
}
