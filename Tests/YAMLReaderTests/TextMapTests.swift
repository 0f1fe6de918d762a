import Diagnostics
import Testing

@testable import YAMLReader

@Suite struct TextMapTests {
  /// Line and column of each offset from 0 up to and including the end.
  @Test(arguments: [
    ("", ["1:1"]),
    ("ab", ["1:1", "1:2", "1:3"]),
    ("a\nb", ["1:1", "1:2", "2:1", "2:2"]),
    ("a\r\nb", ["1:1", "1:2", "1:2", "2:1", "2:2"]),
    ("\r\n\n", ["1:1", "1:1", "2:1", "3:1"]),
    ("\r\r\n", ["1:1", "2:1", "2:1", "3:1"]),
    ("é\u{301}\r", ["1:1", "1:2", "1:3", "2:1"]),
    ("\u{2028}\u{85}x", ["1:1", "1:2", "1:3", "1:4"]),
  ])
  func positions(_ text: String, _ expected: [String]) {
    let file = SourceFile(name: "t", text: text)
    let map = TextMap(file)
    let positions = (0...text.unicodeScalars.count).map { map.position(of: $0) }
    #expect(positions.map { "\($0.line):\($0.column)" } == expected)
    #expect(positions.last?.line == file.lines.count)
    #expect(map.position(of: -1) == positions.first)
    #expect(map.position(of: 1000) == positions.last)
  }

  @Test(arguments: [
    ("&a x", 3), ("!t x", 3), ("!t &a\n # note\n  x", 16), ("x", 0), ("&a", 2), ("&a # x", 6),
  ])
  func propertiesAreSkipped(_ text: String, _ offset: Int) {
    let map = TextMap(SourceFile(name: "t", text: text))
    #expect(map.skippingProperties(0, text.unicodeScalars.count) == offset)
  }

  @Test func partsOfALine() {
    let map = TextMap(SourceFile(name: "t", text: "a\n  - - key: 'v' # note\n \t# only\n"))
    let line = map.line(1)
    #expect(map.text(line.contentStart, line.contentEnd) == "- - key: 'v'")
    #expect(map.text(line.itemStart, line.contentEnd) == "key: 'v'")
    #expect(map.firstColon(in: line).map { map.text($0, line.contentEnd) } == ": 'v'")
    #expect(map.line(2).isEmpty && map.line(3).isEmpty)
    #expect(map.contentLine(before: map.line(3))?.number == 1)
    #expect(map.contentLine(before: map.line(0))?.number == nil)
  }
}
