import Foundation
import Statistics
import Testing

@Suite struct SummaryTests {
  struct Reference {
    var kind: String
    var freedom: Int
    var argument: Double
    var value: Double
  }

  private func references() throws -> [Reference] {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "References/student_t.csv")
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst()
    return try lines.map { line in
      let fields = line.split(separator: ",").map(String.init)
      return Reference(
        kind: fields[0], freedom: try #require(Int(fields[1])),
        argument: try #require(Double(fields[2])), value: try #require(Double(fields[3])))
    }
  }

  @Test func quantilesAndTailsAreSciPys() throws {
    let references = try references()
    #expect(references.count == 196)
    for reference in references {
      let value =
        switch reference.kind {
        case "quantile": StudentT.quantile(reference.argument, freedom: Double(reference.freedom))
        case _: StudentT.twoSidedTail(reference.argument, Double(reference.freedom))
        }
      // The scale of the incomplete beta function is a difference of logarithms of some thousands,
      // which costs three to four of sixteen digits; the median is compared absolutely.
      let error = abs(value - reference.value) / max(abs(reference.value), 1e-3)
      #expect(error < 1e-11, "\(reference): \(value)")
    }
  }

  @Test func oneValueStandsAlone() throws {
    let summary = try #require(Summary([0.875]))
    #expect(summary.mean == 0.875)
    #expect(summary.count == 1)
    #expect(summary.standardDeviation == nil)
    #expect(summary.halfWidth == nil)
  }

  @Test func twoValuesHaveNoInterval() throws {
    let summary = try #require(Summary([1, 2]))
    #expect(summary.mean == 1.5)
    #expect(summary.standardDeviation == 0.5.squareRoot())
    #expect(summary.halfWidth == nil)
  }

  @Test func threeValuesHaveAnInterval() throws {
    let summary = try #require(Summary([1, 2, 4.5]))
    #expect(summary.mean == 2.5)
    // scipy.stats.t.interval(0.95, 2, loc=2.5, scale=scipy.stats.sem([1, 2, 4.5]))
    let halfWidth = try #require(summary.halfWidth)
    #expect(abs(halfWidth - 4.478_342_947_514_799) < 1e-12)
  }

  @Test func equalValuesHaveNoSpread() throws {
    let summary = try #require(Summary(Array(repeating: 0.1, count: 7)))
    #expect(summary.mean == 0.1)
    #expect(summary.standardDeviation == 0)
    #expect(summary.halfWidth == 0)
  }

  @Test func nothingHasNoSummary() {
    #expect(Summary([]) == nil)
  }
}
