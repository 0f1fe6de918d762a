internal import Engine
internal import Training

/// The way of pictures from the data set into a batch: converted, scaled, transposed.
enum GatherPictures: Benchmark {
  static let name = "gather"
  static let group = BenchmarkGroup.data
  static let summary = "bytes of random pictures into a batch's layout"

  static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    let (network, graph) = DenseHundreds.network.compile()
    var batches = RandomBatches(size: graph.input.count)
    let steps = settings.isQuick ? 1 : 200
    let seconds = (0..<settings.rounds).compactMap { _ in
      network.profile(
        batches.examples, labels: batches.labels, order: batches.next(), steps: steps
      ).first?.forwardSeconds
    }
    let bytes = BenchmarkNetwork.batch * graph.input.count
    var row = Row.timed(
      name, .megabytesPerSecond, Timing(seconds: seconds, peak: nil), amount: Double(bytes))
    row.remark = "28×28 pictures, \(BenchmarkNetwork.batch) at a time"
    return [row]
  }
}
