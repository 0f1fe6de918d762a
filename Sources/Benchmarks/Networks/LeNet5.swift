/// LeNet-5 with ReLU and max-pooling, the network of most sweeps.
enum LeNet5: TrainingBenchmark {
  static let name = "lenet5"
  static let summary = "LeNet-5"
  static let network = BenchmarkNetwork(layers: layers())

  /// The layers under `network:`.
  ///
  /// - Parameters:
  ///   - norm: What stands between a convolution and its ReLU.
  ///   - drop: What follows each hidden dense layer.
  /// - Returns: One line a layer.
  static func layers(norm: String? = nil, drop: String? = nil) -> String {
    let norm = norm.map { [$0] } ?? []
    let drop = drop.map { [$0] } ?? []
    let items: [[String]] = [
      ["conv: {filters: 6, kernel: 5, padding: 2}"], norm, ["relu", "max_pool: 2"],
      ["conv: {filters: 16, kernel: 5}"], norm, ["relu", "max_pool: 2", "flatten"],
      ["dense: 120", "relu"], drop, ["dense: 84", "relu"], drop, ["dense: 10"],
    ]
    return items.joined().map { "  - \($0)" }.joined(separator: "\n")
  }
}
