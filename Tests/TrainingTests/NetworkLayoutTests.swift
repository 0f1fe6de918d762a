import Datasets
import Diagnostics
import Testing
import Training

/// Sizes of well-known networks.
@Suite struct NetworkLayoutTests {
  private func layout(
    _ network: String, _ data: DatasetDescription = .grey
  ) throws -> NetworkLayout {
    var diagnostics = DiagnosticList()
    let trial = try TrialText(network: network).trial()
    let layout = NetworkLayout.infer(for: trial, data: data, into: &diagnostics)
    return try #require(layout, "\(diagnostics.sorted.map(\.message))")
  }

  @Test func lenet5HasItsParameters() throws {
    let layout = try layout(
      """
      [conv: {filters: 6, kernel: 5, padding: 2}, relu, max_pool: 2, conv: {filters: 16, kernel: 5},
       relu, max_pool: 2, flatten, dense: 120, relu, dense: 84, relu, dense: 10]
      """)
    #expect(layout.parameterCount == 61_706)
    #expect(
      layout.rows.map { "\($0.name) | \($0.title) | \($0.output) | \($0.parameterCount)" } == [
        "conv1 | conv 6, kernel 5, padding 2 | 28×28×6 | 156", "relu1 | relu | 28×28×6 | 0",
        "max_pool1 | max_pool 2 | 14×14×6 | 0", "conv2 | conv 16, kernel 5 | 10×10×16 | 2416",
        "relu2 | relu | 10×10×16 | 0", "max_pool2 | max_pool 2 | 5×5×16 | 0",
        "flatten1 | flatten | 400 | 0", "dense1 | dense 120 | 120 | 48120",
        "relu3 | relu | 120 | 0", "dense2 | dense 84 | 84 | 10164", "relu4 | relu | 84 | 0",
        "dense3 | dense 10 | 10 | 850",
      ])
    let multiplying = layout.rows.filter { $0.parameterCount > 0 }.map(\.operations)
    #expect(multiplying == [235_200, 480_000, 96_000, 20_160, 1680])
  }

  /// Textbooks ask for it: 3×3 kernels, 100, 200 and 400 filters on a picture of three channels.
  @Test func threeConvolutionsHaveTheirParameters() throws {
    let layout = try layout(
      """
      [conv: {filters: 100, kernel: 3, stride: 2, padding: 1},
       conv: {filters: 200, kernel: 3, stride: 2, padding: 1},
       conv: {filters: 400, kernel: 3, stride: 2, padding: 1}, flatten, dense: 10]
      """, .pictures(200, 300, 3, classes: 10))
    #expect(layout.rows.prefix(3).map(\.parameterCount) == [2800, 180_200, 720_400])
    #expect(layout.rows.prefix(3).reduce(0) { $0 + $1.parameterCount } == 903_400)
    #expect(
      layout.rows.prefix(3).map { "\($0.output)" } == ["100×150×100", "50×75×200", "25×38×400"])
  }

  @Test func rowsSayWhatTheyRead() throws {
    let layout = try layout(
      """
      [conv: {filters: 4, kernel: 3, padding: 1}, relu, conv: {filters: 4, kernel: 1, from: input},
       add: {from: [relu1, conv2]}, global_average_pool, dense: 10]
      """)
    #expect(layout.rows.map(\.inputs) == [[], [], ["input"], ["relu1", "conv2"], [], []])
    #expect(layout.rows.map { "\($0.output)" }.suffix(3) == ["28×28×4", "4", "10"])
    #expect(layout.rows[3].operations == 28 * 28 * 4)
  }

  /// Running statistics are kept, not trained.
  @Test func batchNormCountsScaleAndShift() throws {
    let layout = try layout("[conv: {filters: 6, kernel: 5}, batch_norm, flatten, dense: 10]")
    #expect(layout.rows[1].parameterCount == 12)
  }
}
