import Reporting
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("plain", 5), ("é", 1), ("e\u{301}", 1), ("正則化", 6), ("한글", 4), ("ﾊﾝ", 2),
    ("🙂", 2), ("☕️", 2), ("±–…", 3), ("a\u{200B}b", 2), ("👩‍👩‍👧", 2), ("🇩🇪", 2),
  ])
  func widthIsInColumns(_ text: String, _ width: Int) {
    #expect(text.displayWidth == width)
    #expect(text.padded(to: 8, right: true).displayWidth == 8)
    #expect(text.padded(to: 8, right: false).hasPrefix(text))
  }

  @Test(arguments: [
    ("short", 5, "short"), ("longer", 5, "long…"), ("正則化なし", 5, "正則…"), ("正則化なし", 6, "正則…"),
    ("", 0, ""), ("ab", 1, "…"),
  ])
  func shorteningFits(_ text: String, _ width: Int, _ expected: String) {
    #expect(text.shortened(to: width) == expected)
    #expect(expected.displayWidth <= width)
  }
}
