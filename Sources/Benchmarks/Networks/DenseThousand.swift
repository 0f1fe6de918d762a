/// One hidden layer of a thousand.
enum DenseThousand: TrainingBenchmark {
  static let name = "dense-1000"
  static let summary = "dense 784-1000-10"
  static let network = BenchmarkNetwork(
    layers: """
        - flatten
        - dense: 1000
        - relu
        - dense: 10
      """)
}
