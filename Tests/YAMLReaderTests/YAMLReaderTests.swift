import Diagnostics
import TestSupport
import Testing

@testable import YAMLReader

@Suite struct YAMLReaderTests {
  @Test(arguments: [
    ("a: 1", "{a: 1}"),
    ("--- # an experiment\na: 1\n...\n", "{a: 1}"),
    ("%YAML 1.2\n---\na: 1\n", "{a: 1}"),
    ("3", "3"),
    (
      "a:\n  - b: 1\n    c: [x, {y: 2}]\n  -\n  - ~\n",
      "{a: [{b: 1, c: [\"x\", {y: 2}]}, null, null]}"
    ),
    ("a:\n- 1\n- 2\n", "{a: [1, 2]}"),
    ("- - 1\n  - 2\n- []\n- {}\n", "[[1, 2], [], {}]"),
    (
      "- relu\n- dense: 120\n- conv: {filters: 6}",
      "[\"relu\", {dense: 120}, {conv: {filters: 6}}]"
    ),
    ("a: $x\nb: ${4 * width}", "{a: \"$x\", b: \"${4 * width}\"}"),
    ("a: >\n  one\n  two\n\nb: |\n  x\n   y\n", "{a: \"one two\n\", b: \"x\n y\n\"}"),
    ("a: one\n  two\nb: \"x\\ty\"\nc: 'it''s'", "{a: \"one two\", b: \"x\ty\", c: \"it's\"}"),
    ("a: http://x/y # z\nb: x#y\nc: 12:30", "{a: \"http://x/y\", b: \"x#y\", c: \"12:30\"}"),
    ("on: yes\nno: 1\n1: 2\n~: 3", "{on: \"yes\", no: 1, 1: 2, ~: 3}"),
    ("? a\n: 1\n? b", "{a: 1, b: null}"),
    ("a: 1\r\nb:\r\n  - 2\r\n", "{a: 1, b: [2]}"),
    ("a: 1\rb: 2", "{a: 1, b: 2}"),
    ("{\"a\":1, b: {c: [1,2]}}", "{a: 1, b: {c: [1, 2]}}"),
    ("größe: 1\n日本: 🙂", "{größe: 1, 日本: \"🙂\"}"),
  ])
  func structure(_ text: String, _ expected: String) {
    let (node, diagnostics) = read(text)
    #expect(node?.dump == expected)
    #expect(diagnostics.diagnostics == [])
  }

  @Test(arguments: [
    ("a: !!str 1", "{a: \"1\"}"), ("a: !!int 3", "{a: 3}"), ("a: !!float 2", "{a: 2.0}"),
    ("a: !!bool true", "{a: true}"), ("a: !!null ~", "{a: null}"), ("a: ! 12", "{a: \"12\"}"),
    ("a: !!int '3'", "{a: 3}"), ("a: !!str", "{a: \"\"}"), ("a: !!null", "{a: null}"),
    ("a: !!seq [1]\nb: !!map {c: 1}", "{a: [1], b: {c: 1}}"),
    ("a: !<tag:yaml.org,2002:str> 1", "{a: \"1\"}"),
    ("%TAG ! tag:yaml.org,2002:\n---\na: !str 1", "{a: \"1\"}"),
  ])
  func tags(_ text: String, _ expected: String) {
    let (node, diagnostics) = read(text)
    #expect(node?.dump == expected)
    #expect(diagnostics.diagnostics == [])
  }

  @Test(arguments: [
    ("a: &a [1]\nb: *a", "{a: [1], b: [1]}"),
    ("a: &a 1\nb: &a 2\nc: *a", "{a: 1, b: 2, c: 2}"),
    ("b: &b {x: 1, y: 2}\nc:\n  <<: *b\n  y: 3", "{b: {x: 1, y: 2}, c: {x: 1, y: 3}}"),
    ("b: &b {x: 1, y: 2}\nc:\n  y: 3\n  <<: *b", "{b: {x: 1, y: 2}, c: {y: 3, x: 1}}"),
    (
      "- &a {x: 1}\n- &b {x: 2, y: 2}\n- {<<: [*a, *b], z: 3}",
      "[{x: 1}, {x: 2, y: 2}, {x: 1, y: 2, z: 3}]"
    ),
    (
      "a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b}",
      "{a: {x: 1}, b: {x: 1, y: 2}, c: {x: 1, y: 2}}"
    ),
    ("a: &k key\n*k : 1", "{a: \"key\", key: 1}"),
    ("'<<': 1", "{<<: 1}"),
  ])
  func anchorsAndMerges(_ text: String, _ expected: String) {
    let (node, diagnostics) = read(text)
    #expect(node?.dump == expected)
    #expect(diagnostics.diagnostics == [])
  }

  @Test(arguments: [
    "", "\n", "# nothing\n", "---\n", "---\n...\n", "~", "null",
    "\u{FEFF}".replacing("\u{FEFF}", with: " "),
  ])
  func anEmptyFileIsAnError(_ text: String) {
    let (node, diagnostics) = read(text)
    #expect(node == nil)
    #expect(
      diagnostics.diagnostics.map(\.message) == ["the file is empty; it has no YAML document"])
  }

  @Test func aFileThatCannotBeReadIsNotEmptyAsWell() {
    expectDiagnostics(
      "①*x②",
      [Expected("①", "②", .syntax, "no anchor '&x' is defined before this alias")],
      from: readAndForget)
  }

  @Test(arguments: [
    ("1", YAMLScalar.Kind.integer(1)), ("1e3", .number(1000)), ("true", .boolean(true)),
    ("null", .null), ("1-2", .string), ("no", .string),
  ])
  func aPlainTextHasTheKindThatTheReaderGivesIt(_ text: String, _ kind: YAMLScalar.Kind) {
    #expect(YAMLScalar(plain: text).kind == kind)
    #expect(read("a: \(text)").0?["a"]?.scalar?.kind == kind)
  }

  @Test func aSecondDocumentIsRejected() {
    expectDiagnostics(
      "a: 1\n①---②\nb: 2\n---\nc: 3\n",
      [Expected("①", "②", .multipleDocuments, "a second document starts here; a file holds one")],
      from: readAndForget)
    let (node, _) = read("a: 1\n---\nb: 2\n")
    #expect(node?.dump == "{a: 1}")
  }
}
