/// All benchmarks.
package enum BenchmarkRegistry {
  /// In the order of the output.
  package static let all: [any Benchmark.Type] = [
    FMAPeak.self, ConvolutionKernel.self, ConvolutionBlockKernel.self, DenseKernel.self,
    ElementwiseKernel.self, UpdateKernelRows.self,
    LeNet5.self, LeNet5BatchNorm.self, LeNet5Dropout.self, LeNet5Tanh.self, LeNet5Exact.self,
    DenseHundreds.self, DenseThousand.self, CNN3264.self, CIFARCNN.self,
    TrialEpoch.self,
    GatherPictures.self, ParsePictures.self,
    VersionStartup.self, CheckStartup.self,
    YAMLThroughput.self, ExperimentReading.self,
    TrialPlanning.self, TrialScheduling.self, TrialStoring.self, SweepResuming.self,
    NetworkMemory.self, SweepMemory.self,
  ]

  /// The networks whose training steps are timed.
  static var networks: [any TrainingBenchmark.Type] {
    all.compactMap { $0 as? any TrainingBenchmark.Type }
  }
}
