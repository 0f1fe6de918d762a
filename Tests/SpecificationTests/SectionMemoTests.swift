import Catalog
import Diagnostics
import Specification
import TestSupport
import Testing

/// Sections that many settings share are read once; nobody must notice.
@Suite struct SectionMemoTests {
  /// Widths and limits reach the sections through other parameters, expressions and dotted keys.
  private func sample(widths: [Int], limits: [Int], rates: [Double], switches: [Bool])
    -> SampleFile
  {
    SampleFile(
      data: "{dataset: mnist, validation: 0.2, limit: {train: $limit}}",
      parameters: "{rate: 0.1, base: 4, width: '${base * 2}', extra: true, limit: 100}",
      network: """
        [flatten, dense: $width, {dropout: {rate: 0.5, if: $extra}}, relu, dense: '${width + 1}',
          dense: 10]
        """,
      training: """
        {loss: cross_entropy, optimizer: {sgd: {learning_rate: $rate}}, batch_size: 10, epochs: 2}
        """,
      sweep: """
        {grid: {rate: \(rates), base: \(widths), extra: \(switches), limit: \(limits),
          data.limit.test: [10, 20]}}
        """)
  }

  @Test func settingsAmongOthersAreThoseReadAlone() throws {
    let (widths, limits, rates, switches) = ([4, 8, 12], [100, 200], [0.1, 0.2], [true, false])
    let together = try sample(widths: widths, limits: limits, rates: rates, switches: switches)
      .experiment().variants[0].candidates
    #expect(together.count == 48)
    var alone: [Candidate] = []
    for rate in rates {
      for width in widths {
        for isOn in switches {
          for limit in limits {
            alone += try sample(widths: [width], limits: [limit], rates: [rate], switches: [isOn])
              .experiment().variants[0].candidates
          }
        }
      }
    }
    #expect(together.map(\.trial) == alone.map(\.trial))
    #expect(together.map { $0.parameters.map(\.value) } == alone.map { $0.parameters.map(\.value) })
    #expect(Set(together.map(\.trial.layers)).count == 6)
    #expect(Set(together.map(\.trial.data)).count == 4)
  }

  @Test func mistakesOfSomeSettingsAreReportedOnce() {
    SampleFile(
      parameters: "{rate: 0.1, width: 10}", network: "[flatten, dense: $width, dense: 10]",
      training: """
        {loss: cross_entropy, optimizer: {sgd: {learning_rate: $rate}}, batch_size: 10, epochs: 2}
        """,
      sweep: "{grid: {rate: [0.1, ①-1②], width: [10, ③0④, 20]}}"
    ).expect(
      Expected("①", "②", .outOfRange, "'learning_rate' of 'sgd' must be above 0, not -1"),
      Expected("③", "④", .outOfRange, "'units' of 'dense' must be at least 1, not 0"))
  }
}
