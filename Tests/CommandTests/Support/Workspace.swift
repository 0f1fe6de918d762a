import Foundation

/// A folder for one test, removed with its owner.
final class Workspace {
  private let root: URL
  /// Where the tool runs.
  let folder: URL

  init() throws {
    root = FileManager.default.temporaryDirectory
      .appending(path: "ablate-\(UUID().uuidString)", directoryHint: .isDirectory)
    folder = root.appending(path: "work", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  func write(_ text: String, to name: String) throws {
    try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
  }

  /// All files below a folder by their path in it, without those that are hidden.
  func files(in name: String) throws -> [String: Data] {
    let base = folder.appending(path: name)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: base.path)
    var files: [String: Data] = [:]
    for path in paths {
      let url = base.appending(path: path)
      if (try? url.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true {
        files[path] = try Data(contentsOf: url)
      }
    }
    return files
  }
}

/// Experiments on drawn pictures that take moments.
enum SmallExperiment {
  /// Two variants with four settings and a replicate, six trials.
  static func text(name: String = "small", epochs: Int = 2, dataset: String = "glyphs") -> String {
    """
    name: \(name)
    title: A small experiment
    data: {dataset: \(dataset), validation: 0.25, limit: {train: 400, test: 100}}
    parameters: {learning_rate: 0.1, dropout: 0}
    network:
      - flatten
      - dense: 16
      - relu
      - dropout: $dropout
      - dense: 10
    training:
      loss: cross_entropy
      optimizer: {sgd: {learning_rate: $learning_rate}}
      batch_size: 50
      epochs: \(epochs)
    sweep:
      grid: {learning_rate: [0.1, 0.05]}
      select: {metric: validation_accuracy, goal: maximize}
      seeds: [1]
      replicate: [2]
      variants:
        - name: Plain
        - name: Dropout
          parameters: {dropout: 0.5}
    report:
      heading: Technique
      columns: [tuned, validation_accuracy, test_accuracy]
      plots:
        - {metric: validation_accuracy, by: epoch}

    """
  }
}
