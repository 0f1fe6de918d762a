import Foundation
import Testing

/// Broken experiment files with the places of their mistakes.
///
/// A comment below a line marks what is wrong in it: carets under the text, then the code. A caret
/// cannot stand in the comment's first column: there the `#` itself is the first mark. Files in which
/// such a comment would change or hide the mistake are listed in `positions.txt`.
enum InvalidCorpus {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Invalid", directoryHint: .isDirectory)

  /// The names of all files, sorted.
  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.sorted()
  }()

  /// Copies all files to a folder that a test may change.
  static func copy(to target: URL) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      try FileManager.default.copyItem(
        at: folder.appending(path: name), to: target.appending(path: name))
    }
  }

  /// The expected mistakes of a file, each as `LINE:COLUMN-COLUMN CODE`, sorted.
  ///
  /// Of a mistake that goes on over lines, the end is that of its first line.
  static func expectations(of name: String) throws -> [String] {
    let listed = try positions().filter { $0.name == name }.map(\.text)
    if !listed.isEmpty { return listed.sorted() }
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    var marked = 0
    var expectations: [String] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard let mark = try /^#( *)(\^*) ([EW]\d{4})$/.wholeMatch(in: line) else {
        marked = index + 1
        continue
      }
      let start = mark.1.isEmpty ? 1 : mark.1.count + 2
      let end = mark.1.count + mark.2.count + 2
      expectations.append("\(marked):\(start)-\(end) \(mark.3)")
    }
    return expectations.sorted()
  }

  /// What `positions.txt` says.
  private static func positions() throws -> [(name: String, text: String)] {
    let text = try String(
      contentsOf: folder.appending(path: "positions.txt"), encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      return words.count >= 2 ? (words[0], words.dropFirst().joined(separator: " ")) : nil
    }
  }

  /// A diagnostic of `check --format json`.
  struct Finding: Decodable {
    struct Place: Decodable {
      var line: Int
      var column: Int
    }
    struct Edit: Decodable {
      var replacement: String
    }
    var file: String
    var code: String
    var message: String
    var hint: String?
    var start: Place?
    var end: Place?
    var fix: [Edit]?

    /// In the form of the expectations.
    func text(in lines: [Substring]) -> String {
      guard let start, let end else { return code }
      var column = end.column
      if end.line != start.line, lines.indices.contains(start.line - 1) {
        let line = lines[start.line - 1]
        column = line.unicodeScalars.count - line.reversed().prefix(while: \.isWhitespace).count + 1
      }
      return "\(start.line):\(start.column)-\(max(column, start.column + 1)) \(code)"
    }
  }

  struct Report: Decodable {
    var errors: Int
    var warnings: Int
    var diagnostics: [Finding]
  }

  /// Checks all files in a folder.
  static func check(in folder: URL) throws -> Report {
    let process = try ToolProcess(["check", "--format", "json"] + names, in: folder)
    let outcome = try process.wait()
    #expect(outcome.status == 2)
    return try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
  }
}
