internal import Specification

/// What the user says about columns.
package struct ColumnRules: Sendable {
  /// Columns that name a row; empty: as the file's kind has it.
  package var keys: [String]
  /// The only columns to compare; empty: all.
  package var metrics: [String]
  package var lowerIsBetter: [String]
  package var higherIsBetter: [String]

  package init(
    keys: [String] = [], metrics: [String] = [], lowerIsBetter: [String] = [],
    higherIsBetter: [String] = []
  ) {
    self.keys = keys
    self.metrics = metrics
    self.lowerIsBetter = lowerIsBetter
    self.higherIsBetter = higherIsBetter
  }

  /// Which direction of a column is better: as the user says, else by the words of its name.
  func goal(of name: String) -> Goal {
    if lowerIsBetter.contains(name) { return .minimize }
    if higherIsBetter.contains(name) { return .maximize }
    if let metric = Metric(name) { return metric.quantity.goal }
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.contains { Self.lowWords.contains(String($0)) } ? .minimize : .maximize
  }

  /// Quantities of which less is better, as other programs call them.
  private static let lowWords: Set<String> = [
    "loss", "cost", "error", "err", "perplexity", "ppl", "nll", "mse", "rmse", "mae", "wer", "cer",
    "fid", "ece", "brier", "time", "seconds", "sec", "ms", "latency", "memory", "bytes", "flops",
    "params", "parameters", "regret", "divergence", "kl",
  ]
}
