internal import Foundation

/// A call of the tool that does little: what is measured is its start.
protocol StartupBenchmark: Benchmark {
  /// The words after `ablate`.
  ///
  /// - Parameter folder: Where files may be put.
  /// - Returns: The words.
  /// - Throws: When a file cannot be written.
  static func words(in folder: ScratchFolder) throws -> [String]
}

extension StartupBenchmark {
  package static var group: BenchmarkGroup { .startup }

  package static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    guard let tool = settings.tool else {
      return [.skipped(name, .milliseconds, because: "there is no 'ablate' beside this program")]
    }
    let folder = try ScratchFolder()
    let words = try words(in: folder)
    // The first call reads the program from the disk.
    _ = try ChildProcess.run(tool, words)
    let calls = settings.isQuick ? 1 : 5
    let times = try (0..<settings.rounds * calls).map { _ in
      try ChildProcess.run(tool, words).seconds * 1e3
    }
    return [Row(name, .milliseconds, times)]
  }
}
