/// Two convolutions of 5×5 with many filters, two dense layers.
enum CNN3264: TrainingBenchmark {
  static let name = "cnn-32-64"
  static let summary = "CNN with 32 and 64 filters of 5×5"
  static let network = BenchmarkNetwork(
    layers: """
        - conv: {filters: 32, kernel: 5, padding: 2}
        - relu
        - max_pool: 2
        - conv: {filters: 64, kernel: 5, padding: 2}
        - relu
        - max_pool: 2
        - flatten
        - dense: 100
        - relu
        - dense: 100
        - relu
        - dense: 10
      """, optimizer: BenchmarkNetwork.adam)
}
