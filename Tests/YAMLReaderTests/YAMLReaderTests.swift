import Diagnostics
import TestSupport
import Testing

@testable import YAMLReader

@Suite struct YAMLReaderTests {
  @Test(arguments: [
    ("a: 1", "{a: 1}"),
    (
      "a:\n  - b: 1\n    c: [x, {y: 2}]\n  -\n  - ~\n",
      "{a: [{b: 1, c: [\"x\", {y: 2}]}, null, null]}"
    ),
    (
      "- relu\n- dense: 120\n- conv: {filters: 6}", "[\"relu\", {dense: 120}, {conv: {filters: 6}}]"
    ),
    ("a: $x\nb: ${4 * width}", "{a: \"$x\", b: \"${4 * width}\"}"),
    ("base: &b {x: 1, y: 2}\nc:\n  <<: *b\n  y: 3", "{base: {x: 1, y: 2}, c: {x: 1, y: 3}}"),
    ("a: &a [1]\nb: *a", "{a: [1], b: [1]}"),
    ("a: !!str 1\nb: !!float 2\nc: 'no'", "{a: \"1\", b: 2.0, c: \"no\"}"),
    ("a: 1\r\nb: 2\r\n", "{a: 1, b: 2}"),
  ])
  func structure(_ text: String, _ expected: String) {
    var diagnostics = DiagnosticList()
    let node = YAMLReader.read(SourceFile(name: "t.yaml", text: text), into: &diagnostics)
    #expect(node?.dump == expected)
    #expect(diagnostics.diagnostics == [])
  }
}
