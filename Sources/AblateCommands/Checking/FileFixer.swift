internal import Diagnostics
internal import Foundation
internal import Records

/// Mends the mistakes of experiment files that have one sure remedy.
struct FileFixer {
  let loader: ExperimentLoader

  /// A fixed mistake may hide another one; a file that needs more rounds is not a person's.
  private static let maximumRounds = 20

  init(_ loader: ExperimentLoader) {
    self.loader = loader
  }

  /// What became of a file.
  struct Outcome {
    var count = 0
    /// What changed, in the unified format.
    var difference = ""
  }

  /// Mends a file and replaces it in one step.
  ///
  /// - Parameter path: As the user gave it.
  /// - Returns: What was changed; nothing where the file cannot be read, which a check reports.
  /// - Throws: When the file cannot be written.
  func fix(_ path: String) throws -> Outcome {
    var unreadable = DiagnosticList()
    guard let file = SourceFile.load(path: path, into: &unreadable) else { return Outcome() }
    let (text, count) = fixed(file)
    guard count > 0 else { return Outcome() }
    try write(text, in: file)
    return Outcome(
      count: count, difference: LineDifference.text(from: file.text, to: text, name: path))
  }

  /// The text with all sure remedies, as often as they help.
  func fixed(_ file: SourceFile) -> (text: String, count: Int) {
    var current = file
    var count = 0
    var errors = self.errors(of: current)
    for _ in 0..<Self.maximumRounds {
      let fixes = errors.sorted.compactMap(\.fix)
      let fixed = FixedText(current, applying: fixes)
      if fixed.count == 0 { break }
      let next = SourceFile(name: file.name, text: fixed.text)
      let remaining = self.errors(of: next)
      // A remedy that makes things worse is none.
      guard !remaining.isBroken || errors.isBroken else { break }
      current = next
      errors = remaining
      count += fixed.count
    }
    return (current.text, count)
  }

  private func errors(of file: SourceFile) -> DiagnosticList {
    var diagnostics = DiagnosticList()
    // Data that is not there is no matter of the text.
    _ = try? loader.examine(file, into: &diagnostics)
    return diagnostics
  }

  /// Replaces the file, or the file that a link leads to, and keeps its permissions and its mark.
  private func write(_ text: String, in file: SourceFile) throws {
    let url = URL(filePath: file.name).resolvingSymlinksInPath()
    let old = try Data(contentsOf: url)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let bytes = (old.starts(with: mark) ? mark : []) + Array(text.utf8)
    let permissions = try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions]
    try DurableFile.write(bytes, to: url)
    if let permissions {
      try FileManager.default.setAttributes(
        [.posixPermissions: permissions], ofItemAtPath: url.path)
    }
  }
}

extension DiagnosticList {
  /// Whether the text itself could not be read.
  fileprivate var isBroken: Bool {
    let codes: Set<DiagnosticCode> = [
      .syntax, .encoding, .limitExceeded, .multipleDocuments, .duplicateKey,
    ]
    return diagnostics.contains { codes.contains($0.code) }
  }
}
