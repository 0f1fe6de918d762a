import Testing

@testable import Diagnostics

@Suite struct DiagnosticCodeTests {
  @Test(arguments: DiagnosticCode.allCases)
  func codeAndExplanationAreWellFormed(_ code: DiagnosticCode) {
    #expect(code.rawValue.wholeMatch(of: /[EW]\d{4}/) != nil)
    let sentence = code.explanation
    #expect(sentence.hasSuffix("."))
    #expect(sentence.count { $0 == "." } - sentence.matches(of: /\w\.\w/).count == 1)
    #expect(sentence.first?.isUppercase == true || sentence.hasPrefix("'"))
    #expect(!sentence.contains("  "))
  }

  @Test func explanationsDiffer() {
    let explanations = Set(DiagnosticCode.allCases.map(\.explanation))
    #expect(explanations.count == DiagnosticCode.allCases.count)
  }

  @Test func theLetterDecidesTheSeverity() {
    #expect(DiagnosticCode.unknownKey.severity == .error)
    #expect(DiagnosticCode.suspiciousValue.severity == .warning)
  }
}
