import Foundation
import Testing

/// A file of expected numbers, written by the script beside it.
struct ReferenceFile {
  /// One case, its fields by the heads of the columns.
  struct Case: CustomStringConvertible {
    var line: Int
    var fields: [String: String]

    var description: String { "line \(line)" }

    func numbers(_ name: String) -> [Double] {
      (fields[name] ?? "").split(separator: " ").compactMap { Double($0) }
    }

    func number(_ name: String) -> Double { Double(fields[name] ?? "") ?? .nan }

    func integer(_ name: String) -> Int { Int(fields[name] ?? "") ?? .min }
  }

  let cases: [Case]

  /// Reads a file that must have at least as many cases.
  init(_ name: String, atLeast count: Int = 50) throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "References").appending(path: name)
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let heads = try #require(lines.first)
    cases = lines.dropFirst().enumerated().map { index, line in
      Case(line: index + 2, fields: Dictionary(uniqueKeysWithValues: zip(heads, line)))
    }
    try #require(cases.count >= count)
  }
}

/// The largest of the relative distances, which are absolute below `scale`.
func distance(_ actual: Double, _ expected: Double, scale: Double) -> Double {
  abs(actual - expected) / max(abs(expected), scale)
}
