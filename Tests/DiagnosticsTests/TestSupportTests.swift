import Foundation
import TestSupport
import Testing

@testable import Diagnostics

/// Tests of the helpers that other tests rely on: each must be able to fail.
@Suite struct TestSupportTests {
  @Test func markersAreTakenOutAndCountScalars() {
    let text = MarkedText("①e\u{301}②\r\n\n③x\r④y⑳")
    #expect(text.text == "e\u{301}\r\n\nx\ry")
    #expect(text.positions.count == 5)
    let places = ["①", "②", "③", "④", "⑳"].compactMap { text.positions[$0] }
    #expect(places.map(\.line) == [1, 1, 3, 4, 4])
    #expect(places.map(\.column) == [1, 3, 1, 1, 2])
  }

  @Test(arguments: [
    ("②", DiagnosticCode.unknownKey, "wrong", "right"), ("①", .unknownKey, "wrong", "right"),
    ("②", .missingKey, "wrong", "right"), ("②", .unknownKey, "wrong!", "right"),
    ("②", .unknownKey, "wrong", "left"), ("③", .unknownKey, "wrong", "right"),
  ])
  func expectDiagnosticsNoticesEachDifference(
    _ end: String, _ code: DiagnosticCode, _ message: String, _ hint: String
  ) {
    func run() {
      expectDiagnostics("a: ①b②", [Expected("①", end, code, message, hint: hint)]) { file, list in
        let start = SourcePosition(line: 1, column: 4)
        let end = SourcePosition(line: 1, column: 5)
        list.report(
          .unknownKey, at: SourceRange(file: file, start: start, end: end), "wrong", hint: "right")
      }
    }
    let isRight = (end, code, message, hint) == ("②", .unknownKey, "wrong", "right")
    if isRight { run() } else { withKnownIssue { run() } }
  }

  @Test func expectDiagnosticsNoticesMissingAndFurtherOnes() {
    withKnownIssue {
      expectDiagnostics("①a②", [Expected("①", "②", .unknownKey, "wrong")]) { _, _ in }
    }
    withKnownIssue {
      expectDiagnostics("a", []) { file, list in
        list.report(.unknownKey, at: SourceRange(whole: file), "wrong")
      }
    }
  }

  @Test func goldenFilesAreComparedAndRecordingFails() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "Golden/text.txt")
    #expect(
      try compareGolden("a", with: file, recording: false)
        == "there is no golden file text.txt; record it with ABLATE_RECORD_GOLDEN=1")
    #expect(
      try compareGolden("a\nb", with: file, recording: true)
        == "recorded text.txt; review it and run again")
    #expect(try compareGolden("a\nb", with: file, recording: false) == nil)
    let difference = try compareGolden("a\nc", with: file, recording: false)
    #expect(
      difference?.hasPrefix("text.txt differs from line 2 on:\nexpected: b\nactual:   c\n") == true)
    #expect(try compareGolden("a\nb\n", with: file, recording: false) != nil)
    #expect(try compareGolden("a", with: file, recording: false) != nil)
  }

  @Test func closeness() {
    #expect(isClose(1, 1, absolute: 0, relative: 0))
    #expect(isClose(1, 1.25, absolute: 0.25, relative: 0))
    #expect(!isClose(1, 1.25, absolute: 0.2, relative: 0))
    #expect(isClose(-100, -101, absolute: 0, relative: 0.01))
    #expect(!isClose(100, -100, absolute: 0, relative: 1))
    #expect(isClose(.infinity, .infinity, absolute: 0, relative: 0))
    #expect(!isClose(.infinity, 1, absolute: .infinity, relative: 1))
    #expect(!isClose(.nan, .nan, absolute: .infinity, relative: .infinity))
    expectClose([1, 2], [1, 2.5], absolute: 0.5)
    withKnownIssue { expectClose(1, 2, absolute: 0.5) }
    withKnownIssue { expectClose([1, 2], [1], absolute: 9) }
    withKnownIssue { expectClose([1, 2], [1, 3], absolute: 0.5) }
  }
}
