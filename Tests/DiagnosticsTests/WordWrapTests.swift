import Testing

@testable import Diagnostics

@Suite struct WordWrapTests {
  @Test(arguments: [
    ("", [""]), ("one", ["one"]), ("one two", ["one two"]),
    ("one two three", ["one two", "three"]),
    ("abcdefghijkl mn", ["abcdefghijkl", "mn"]), ("a\nb", ["a", "b"]), ("a\n", ["a", ""]),
    ("学習 学習", ["学習 学習"]), ("学習 学習率", ["学習", "学習率"]), ("  a", ["  a"]), ("a  b", ["a  b"]),
    ("\u{1B}[1m", ["␛[1m"]),
  ])
  func lines(_ text: String, _ expected: [String]) {
    #expect(wordWrapped(text, width: 9) == expected)
  }
}
