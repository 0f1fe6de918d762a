/// Two hidden layers of a hundred.
enum DenseHundreds: TrainingBenchmark {
  static let name = "dense-100-100"
  static let summary = "dense 784-100-100-10"
  static let network = BenchmarkNetwork(
    layers: """
        - flatten
        - dense: 100
        - relu
        - dense: 100
        - relu
        - dense: 10
      """)
}
