/// Eight convolutions of 3×3 on pictures of 32×32 in colour.
enum CIFARCNN: TrainingBenchmark {
  static let name = "cifar-cnn"
  static let summary = "CIFAR-10 CNN with eight convolutions of 3×3"
  static let network = BenchmarkNetwork(
    layers: """
        - conv: {filters: 32, kernel: 3, padding: 1}
        - relu
        - max_pool: 2
        - conv: {filters: 64, kernel: 3, padding: 1}
        - relu
        - max_pool: 2
        - conv: {filters: 128, kernel: 3, padding: 1}
        - relu
        - conv: {filters: 128, kernel: 3, padding: 1}
        - relu
        - max_pool: 2
        - conv: {filters: 256, kernel: 3, padding: 1}
        - conv: {filters: 256, kernel: 3, padding: 1}
        - relu
        - max_pool: 2
        - conv: {filters: 256, kernel: 3, padding: 1}
        - conv: {filters: 256, kernel: 3, padding: 1}
        - relu
        - max_pool: 2
        - flatten
        - dense: 256
        - relu
        - dense: 10
      """, dataset: "cifar-10", optimizer: BenchmarkNetwork.adam)
}
