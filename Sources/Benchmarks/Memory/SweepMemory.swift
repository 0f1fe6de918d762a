internal import Datasets
internal import Foundation

/// A sweep's resident memory by its number of workers.
enum SweepMemory: Benchmark {
  static let name = "sweep-memory"
  static let group = BenchmarkGroup.memory
  static let summary = "peak of 'ablate run' on Fashion-MNIST with 1, 2 and 3 workers"

  static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    let workers = 1...3
    func skipped(_ reason: String) -> [Row] {
      workers.map { .skipped("\(name) \($0)", .megabytes, because: reason) }
    }
    guard let tool = settings.tool else {
      return skipped("there is no 'ablate' beside this program")
    }
    let dataset = "fashion-mnist"
    guard let file = settings.locator.find("train-images-idx3-ubyte", in: [dataset]) else {
      return skipped("data set '\(dataset)' is not at hand")
    }
    let data = file.deletingLastPathComponent().deletingLastPathComponent()
    let folder = try ScratchFolder()
    let experiment = try folder.write(
      SweepExperiment.text(epochs: 1, isSmall: settings.isQuick), to: "sweep.yaml")
    return try workers.map { count in
      // Batch norm needs most; its six settings keep three workers busy at once.
      var words = ["run", experiment.path, "--only", "Batch normalization", "--jobs", "\(count)"]
      words += ["--data", data.path, "--store", folder.url.appending(path: "store\(count)").path]
      words += ["--quiet", "--out", folder.url.path]
      let usage = try ChildProcess.run(tool, words, watchesMemory: true)
      let title = "\(name) \(count)"
      guard let peak = usage.peakBytes else {
        return .skipped(title, .megabytes, because: "this system does not tell")
      }
      return Row(title, .megabytes, [Double(peak) * 1e-6])
        .with(remark: count == 1 ? "1 worker" : "\(count) workers")
    }
  }
}
