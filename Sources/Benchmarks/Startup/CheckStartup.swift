internal import Foundation

/// Checking a sweep of 48 trials in a process of its own.
enum CheckStartup: StartupBenchmark {
  static let name = "start-check"
  static let summary = "'ablate check' of a file of 48 trials as a process"

  static func words(in folder: ScratchFolder) throws -> [String] {
    ["check", try folder.write(SweepExperiment.text(epochs: 25), to: "sweep.yaml").path]
  }
}
