/// Updates of a network with some 800,000 weights.
enum UpdateKernelRows: Benchmark {
  static let name = "update"
  static let group = BenchmarkGroup.kernels
  static let summary = "optimizers' updates of 784 × 1000 weights"

  static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    [
      ("sgd", "{sgd: {learning_rate: 0.001}}"),
      ("sgd with momentum", "{sgd: {learning_rate: 0.001, momentum: 0.9}}"),
      ("adam", "{adam: {learning_rate: 0.001}}"),
    ].map { title, optimizer in
      let times = KernelProbe(
        name: title, input: (1, 1, 784), layers: ["dense: 1000"], optimizer: optimizer
      ).measure(settings)
      var row = Row.timed("\(name) \(title)", .microseconds, times.update)
      row.peak = nil
      row.remark = "\(Double(times.parameters).brief) weights"
      return row
    }
  }
}
