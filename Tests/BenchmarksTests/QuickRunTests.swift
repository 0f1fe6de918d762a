import Foundation
import Specification
import Testing

@testable import Benchmarks

/// Every benchmark does its work, with little data and in next to no time.
@Suite struct QuickRunTests {
  private static let settings = BenchmarkSettings(isQuick: true, showsOperations: true)

  /// Why a row may be missing where neither the tool nor a data set is given.
  private static let reasons = [
    "skipped: there is no 'ablate' beside this program",
    "skipped: data set 'fashion-mnist' is not at hand",
  ]

  @Test(arguments: BenchmarkRegistry.all.map { $0.name }) func hasRows(_ name: String) throws {
    let benchmark = try #require(BenchmarkRegistry.all.first { $0.name == name })
    let rows = try benchmark.rows(Self.settings)
    #expect(!rows.isEmpty)
    for row in rows {
      #expect(row.name.hasPrefix(name), "\(row.name)")
      #expect(row.values.allSatisfy { $0.isFinite && $0 >= 0 }, "\(row.name): \(row.values)")
      if let share = row.share { #expect((0.0..<4).contains(share), "\(row.name): \(share)") }
      guard row.values.isEmpty else { continue }
      #expect(Self.reasons.contains(row.remark ?? ""), "\(row.name): \(row.remark ?? "no reason")")
    }
    #expect(Set(rows.map(\.name)).count == rows.count, "two rows share a name")
  }

  @Test func trainingStepsAreShownOperationByOperation() throws {
    let row = try #require(try LeNet5.rows(Self.settings).first)
    #expect(row.details.first?.hasPrefix("gather: forward ") == true)
    #expect(row.details.last?.hasPrefix("update: forward ") == true)
  }

  @Test func everyRoundHasAValue() throws {
    let settings = BenchmarkSettings(rounds: 4, seconds: 0.001)
    #expect(try YAMLThroughput.rows(settings).first?.values.count == 4)
  }

  @Test func theSweepHas48TrialsAndTheTrivialOneAsManyAsItSays() {
    let sweep = BenchmarkExperiment.read(SweepExperiment.text(epochs: 2))
    #expect(sweep.variants.map(\.candidates.count) == [6, 6, 18, 18])
    let trivial = BenchmarkExperiment.read(SweepExperiment.trivial(side: 100))
    #expect(trivial.variants.map(\.candidates.count) == [10_000])
  }
}
