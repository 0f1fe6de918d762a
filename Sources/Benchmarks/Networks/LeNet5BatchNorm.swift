/// LeNet-5 with batch norm after each convolution.
enum LeNet5BatchNorm: TrainingBenchmark {
  static let name = "lenet5-batch-norm"
  static let summary = "LeNet-5 with batch norm"
  static let network = BenchmarkNetwork(layers: LeNet5.layers(norm: "batch_norm"))
}
