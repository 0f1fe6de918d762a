package import Foundation
package import Testing

/// Checks that a text is the content of a file in the `Golden` folder beside the test.
///
/// A missing file fails. With `ABLATE_RECORD_GOLDEN=1` the file is written, and the test fails
/// too, so that a recording is looked at before it counts.
///
/// - Parameters:
///   - actual: The text.
///   - name: The name of the file with its extension.
///   - testFile: The file of the test.
///   - sourceLocation: The place of the call.
/// - Throws: If the golden file cannot be read or written.
package func expectGolden(
  _ actual: String, named name: String, testFile: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(filePath: testFile).deletingLastPathComponent().appending(path: "Golden")
  let isRecording = ProcessInfo.processInfo.environment["ABLATE_RECORD_GOLDEN"] == "1"
  let verdict = try compareGolden(
    actual, with: folder.appending(path: name), recording: isRecording)
  if let verdict { Issue.record("\(verdict)", sourceLocation: sourceLocation) }
}

/// Compares a text with a golden file, or records it.
///
/// - Parameters:
///   - actual: The text.
///   - file: The golden file.
///   - recording: Whether to write the file instead.
/// - Returns: Why the test has to fail, or `nil`.
/// - Throws: If the file cannot be written.
package func compareGolden(_ actual: String, with file: URL, recording: Bool) throws -> String? {
  let name = file.lastPathComponent
  if recording {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try actual.write(to: file, atomically: true, encoding: .utf8)
    return "recorded \(name); review it and run again"
  }
  guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
    return "there is no golden file \(name); record it with ABLATE_RECORD_GOLDEN=1"
  }
  if actual == expected { return nil }
  let (actualLines, expectedLines) = (lines(of: actual), lines(of: expected))
  let number = zip(actualLines, expectedLines).prefix { $0 == $1 }.count
  let missing: Substring = "(end of text)"
  return """
    \(name) differs from line \(number + 1) on:
    expected: \(number < expectedLines.count ? expectedLines[number] : missing)
    actual:   \(number < actualLines.count ? actualLines[number] : missing)
    whole actual text:
    \(actual)
    """
}

private func lines(of text: String) -> [Substring] {
  text.split(separator: "\n", omittingEmptySubsequences: false)
}
