internal import Foundation

/// Prints rows as they come.
protocol BenchmarkReport {
  func text(of machine: Machine) -> String
  func heading(of group: BenchmarkGroup) -> String
  func text(of row: Row, in benchmark: any Benchmark.Type) -> String
}

/// For people.
struct TextReport: BenchmarkReport {
  private static let nameWidth = 34
  private static let valueWidth = 22

  func text(of machine: Machine) -> String { machine.line + "\n" }

  func heading(of group: BenchmarkGroup) -> String {
    "\n\(group.rawValue): \(group.explanation)\n"
  }

  func text(of row: Row, in benchmark: any Benchmark.Type) -> String {
    var parts = ["  " + row.name.padded(to: Self.nameWidth)]
    if let spread = row.spread {
      parts.append("\(spread.median.brief) \(row.unit.rawValue)".padded(to: Self.valueWidth))
      if spread.count > 1 {
        parts.append("(\(spread.low.brief) to \(spread.high.brief), n = \(spread.count))")
      }
      if let speed = row.speed { parts.append("\((speed * 1e-9).brief) GFLOP/s") }
      if let share = row.share, let peak = row.peak {
        parts.append("\(share.percent) of \((peak * 1e-9).brief)")
      }
    }
    if let remark = row.remark { parts.append(remark) }
    var line = parts.joined(separator: "  ")
    while line.hasSuffix(" ") { line.removeLast() }
    return ([line] + row.details.map { "      \($0)" }).joined(separator: "\n") + "\n"
  }
}

/// For programs: one JSON object a line, the machine first.
struct JSONReport: BenchmarkReport {
  private struct Header: Encodable {
    var machine: Machine
  }

  /// One row as it is printed.
  private struct Line: Encodable {
    var row: String
    var benchmark: String
    var group: String
    var unit: String
    var values: [Double]
    var median: Double?
    var low: Double?
    var high: Double?
    var operationsPerSecond: Double?
    var peak: Double?
    var shareOfPeak: Double?
    var remark: String?
    var details: [String]
  }

  func text(of machine: Machine) -> String { encoded(Header(machine: machine)) }

  func heading(of group: BenchmarkGroup) -> String { "" }

  func text(of row: Row, in benchmark: any Benchmark.Type) -> String {
    encoded(
      Line(
        row: row.name, benchmark: benchmark.name, group: benchmark.group.rawValue,
        unit: row.unit.rawValue, values: row.values, median: row.spread?.median,
        low: row.spread?.low, high: row.spread?.high, operationsPerSecond: row.speed,
        peak: row.peak, shareOfPeak: row.share, remark: row.remark, details: row.details))
  }

  private func encoded(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else {
      preconditionFailure("a row holds a number that is not finite")
    }
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
