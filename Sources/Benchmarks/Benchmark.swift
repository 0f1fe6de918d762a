/// Something that is measured; its rows are what `ablate-bench` prints.
///
/// A benchmark is one file and one line in `BenchmarkRegistry.all`.
package protocol Benchmark: Sendable {
  /// In kebab case; what the command line selects it by.
  static var name: String { get }

  static var group: BenchmarkGroup { get }

  /// What is measured, in one clause in lower case.
  static var summary: String { get }

  /// Measures.
  ///
  /// - Returns: One row or more, whose names begin with the benchmark's; one without values says why
  ///   there are none.
  /// - Throws: When the environment does not allow it.
  static func rows(_ settings: BenchmarkSettings) throws -> [Row]
}

/// What belongs together in the output; the command line selects whole groups too.
package enum BenchmarkGroup: String, Hashable, Sendable, CaseIterable {
  case kernels
  case training
  case epochs
  case data
  case startup
  case reading
  case sweeps
  case memory

  /// How its rows are measured, as the heading says it.
  var explanation: String {
    switch self {
    case .kernels: "single operations on a batch of 128, one thread, processor time"
    case .training: "training steps of 128 random pictures in memory, one thread, processor time"
    case .epochs: "an epoch as a trial does it: training, then measuring every part"
    case .data: "bringing data into memory and into batches, processor time"
    case .startup: "whole processes, from their start to their end, wall-clock time"
    case .reading: "reading experiment files, processor time"
    case .sweeps: "everything about trials but their training, wall-clock time"
    case .memory: "bytes"
    }
  }
}
