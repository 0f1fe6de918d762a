/// LeNet-5 with dropout after each hidden dense layer.
enum LeNet5Dropout: TrainingBenchmark {
  static let name = "lenet5-dropout"
  static let summary = "LeNet-5 with dropout"
  static let network = BenchmarkNetwork(layers: LeNet5.layers(drop: "dropout: 0.5"))
}
