import Diagnostics
import TestSupport
import Testing

@testable import YAMLReader

@Suite struct RangeTests {
  /// Each value with the characters of its range, in document order.
  func ranges(_ node: YAMLNode) -> [String] {
    let own = [text(in: node.range)]
    return switch node.content {
    case .scalar: own
    case .sequence(let items): own + items.flatMap(ranges)
    case .mapping(let entries):
      own + entries.flatMap { ["\(text(in: $0.keyRange)):"] + ranges($0.value) }
    }
  }

  @Test(
    arguments: [
      ("  key :  value  # x", ["key :  value", "key:", "value"]),
      ("a: 'x y'", ["a: 'x y'", "a:", "'x y'"]),
      ("\"a\" : \"x\\ty\" ", ["\"a\" : \"x\\ty\"", "\"a\":", "\"x\\ty\""]),
      ("a:\nb: 1", ["a:\nb: 1", "a:", "", "b:", "1"]),
      ("größe: ü🙂e\u{301}  \n", ["größe: ü🙂e\u{301}", "größe:", "ü🙂e\u{301}"]),
      (
        "a: [1, {b: 2} ]  # x", ["a: [1, {b: 2} ]", "a:", "[1, {b: 2} ]", "1", "{b: 2}", "b:", "2"]
      ),
      ("a: []\nb: {}", ["a: []\nb: {}", "a:", "[]", "b:", "{}"]),
      (
        "a:\n  - x\n  - b: 1\n    c: 2\n\n# end\n\nd: 3\n",
        [
          "a:\n  - x\n  - b: 1\n    c: 2\n\n# end\n\nd: 3", "a:", "x\n  - b: 1\n    c: 2", "x",
          "b: 1\n    c: 2", "b:", "1", "c:", "2", "d:", "3",
        ]
      ),
      ("a: one\n  two  \n\nb: 1", ["a: one\n  two  \n\nb: 1", "a:", "one\n  two", "b:", "1"]),
      (
        "a: |\n  x\n  y\n\n# c\nb: 1",
        ["a: |\n  x\n  y\n\n# c\nb: 1", "a:", "|\n  x\n  y", "b:", "1"]
      ),
      ("a: &x 1", ["a: &x 1", "a:", "1"]),
      ("a: &x !!str 'y'", ["a: &x !!str 'y'", "a:", "'y'"]),
      ("a: !!str &x\n  # c\n  y", ["a: !!str &x\n  # c\n  y", "a:", "y"]),
      ("a: &x [1]\n&y b: 2", ["a: &x [1]\n&y b: 2", "a:", "[1]", "1", "b:", "2"]),
      ("- &x\n  a: 1", ["a: 1", "a: 1", "a:", "1"]),
      ("a: 1\r\nb:\r\n  - 2\r\n", ["a: 1\nb:\n  - 2", "a:", "1", "b:", "2", "2"]),
      ("a: x\u{85}y: 1\nb: 2", ["a: x\u{85}y: 1\nb: 2", "a:", "x", "y:", "1", "b:", "2"]),
    ] as [(String, [String])])
  func rangesAreTheTextOfTheValues(_ text: String, _ expected: [String]) throws {
    let (node, diagnostics) = read(text)
    #expect(diagnostics.diagnostics == [])
    #expect(ranges(try #require(node)) == expected)
  }

  @Test func anAliasKeepsTheRangeOfItsAnchor() throws {
    let (node, _) = read("a: &x [1, 2]\nb: *x\nc: {<<: {k: 3}}")
    #expect(node?["b"]?.range.start == SourcePosition(line: 1, column: 7))
    let merged = try #require(node?["c"]?.mapping?.first)
    #expect(merged.keyRange.start == SourcePosition(line: 3, column: 10))
  }
}
