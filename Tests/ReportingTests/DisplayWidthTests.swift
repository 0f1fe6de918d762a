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
}
