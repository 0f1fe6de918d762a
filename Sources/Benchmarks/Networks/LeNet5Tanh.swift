/// The LeNet-5 of 1998: tanh, average pooling, a third convolution.
enum LeNet5Tanh: TrainingBenchmark {
  static let name = "lenet5-tanh"
  static let summary = "LeNet-5 with tanh and average pooling"
  static let network = BenchmarkNetwork(
    layers: """
        - conv: {filters: 6, kernel: 5, padding: 2}
        - tanh
        - average_pool: 2
        - conv: {filters: 16, kernel: 5}
        - tanh
        - average_pool: 2
        - conv: {filters: 120, kernel: 5}
        - flatten
        - dense: 84
        - tanh
        - dense: 10
      """)
}
