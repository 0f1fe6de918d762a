/// LeNet-5 with numbers that are the same on every processor.
enum LeNet5Exact: TrainingBenchmark {
  static let name = "lenet5-exact"
  static let summary = "LeNet-5 with 'numerics: exact'"
  static let network = BenchmarkNetwork(layers: LeNet5.layers(), numerics: "exact")
}
