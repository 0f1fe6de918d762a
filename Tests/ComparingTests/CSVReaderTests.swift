import Diagnostics
import Testing

@testable import Comparing

@Suite struct CSVReaderTests {
  private func read(_ bytes: [UInt8]) -> (document: CSVDocument?, messages: [String]) {
    var diagnostics = DiagnosticList()
    let document = CSVReader.read(bytes, name: "t.csv", into: &diagnostics)
    let messages = diagnostics.sorted.map { diagnostic in
      let place = "\(diagnostic.range.start.line):\(diagnostic.range.start.column)"
      return "\(place): \(diagnostic.message)" + (diagnostic.hint.map { "; \($0)" } ?? "")
    }
    return (document, messages)
  }

  private func cells(_ document: CSVDocument) -> [[String]] {
    (0..<document.rowCount).map { row in
      document.heads.indices.map { document.text(row, $0) }
    }
  }

  @Test(arguments: [
    "a,b\n1,2\n3,4\n", "a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n", "\u{FEFF}a,b\n1,2\n3,4\n",
    "a;b\n1;2\n3;4\n", "a\tb\n1\t2\n3\t4\n", "a|b\n1|2\n3|4\n", "\n\na,b\n\n1,2\n\n\n3,4\n\n",
    "a,b\r1,2\r3,4\r", "\"a\",\"b\"\n\"1\",\"2\"\n3,\"4\"\n",
  ])
  func everyFormGivesTheSameTable(_ text: String) throws {
    let (document, messages) = read(Array(text.utf8))
    #expect(messages == [])
    let found = try #require(document)
    #expect(found.heads == ["a", "b"])
    #expect(cells(found) == [["1", "2"], ["3", "4"]])
  }

  @Test func quotedCellsHoldSeparatorsQuotesAndLines() throws {
    let (document, messages) = read(Array("n,t\n1,\"a, \"\"b\"\"\nc\"\n2,\"\"\n".utf8))
    #expect(messages == [])
    let found = try #require(document)
    #expect(cells(found) == [["1", "a, \"b\"\nc"], ["2", ""]])
    #expect(found.line(0) == 2)
    #expect(found.line(1) == 4)
  }

  @Test func anEmptyHeadIsNumbered() throws {
    let found = try #require(read(Array(",b\n0,1\n".utf8)).document)
    #expect(found.heads == ["#1", "b"])
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    var text: String
    var messages: [String]
    var testDescription: String { text.debugDescription }
  }

  static let mistakes: [Mistake] = [
    Mistake(text: "", messages: ["1:1: the file is empty"]),
    Mistake(text: "\n\n", messages: ["1:1: the file is empty"]),
    Mistake(
      text: "a,b\n1,\"2\n3,4\n", messages: ["2:3: the quote that opens here is never closed"]),
    Mistake(
      text: "a,b\n1,\"2\"x\n3,4\n",
      messages: [
        "2:6: there is text behind the closing quote; double a quote that belongs to the cell"
      ]),
    Mistake(
      text: "a,b\nä5\" disk,2\n",
      messages: [
        "2:3: a quote in the middle of a cell; put the whole cell in quotes and double the ones inside"
      ]),
    Mistake(
      text: "a,b\n1\n1,2,3\n4,5\n",
      messages: [
        "2:2: this line has 1 cell, the first line has 2",
        "3:5: this line has 3 cells, the first line has 2",
      ]),
    Mistake(text: "a,b,a\n1,2,3\n", messages: ["1:5: the column 'a' is there twice"]),
  ]

  @Test(arguments: mistakes) func mistakesHaveLineAndColumn(_ mistake: Mistake) {
    let (document, messages) = read(Array(mistake.text.utf8))
    #expect(document == nil)
    #expect(messages == mistake.messages)
  }

  @Test func otherEncodingsAreNamed() {
    #expect(
      read([0xFF, 0xFE, 0x61, 0]).messages == [
        "1:1: the file is UTF-16 text, not UTF-8; "
          + "save it as UTF-8, for example with 'iconv -f UTF-16 -t UTF-8'"
      ])
    #expect(
      read(Array("a,b\nx,".utf8) + [0xE4, 10]).messages == [
        "2:3: the text is not UTF-8: byte 0xE4 at offset 6; "
          + "save the file as UTF-8, for example with 'iconv -f LATIN1 -t UTF-8'"
      ])
    #expect(read([0x61, 0, 10]).messages == ["1:1: the file holds zero bytes, so it is no text"])
  }

  @Test func mistakesAreCountedNotPoured() {
    let text = "a,b\n" + String(repeating: "1\n", count: 1000)
    #expect(read(Array(text.utf8)).messages.count == 20)
  }

  @Test(arguments: [
    "0", "-0", "1", "+1", "0.896400", "1.25525", "0.000603439", "1e-4", "1E5", "-3.5e+2", "5.",
    ".5",
    "123456789012345678901234567890", "0.1234567890123456789", "1e-300", "4.9e-324", "1e400",
    "9007199254740993",
  ])
  func numbersAreTheNearest(_ text: String) {
    let bytes = Array(text.utf8)
    let expected = Double(text.hasSuffix(".") ? text + "0" : text)
    #expect(NumberReader.number(bytes, 0, bytes.count) == expected)
  }

  @Test(arguments: [
    "", "-", "e5", "1e", "1e+", "0x10", "1 ", " 1", "1,5", "1.2.3", "--1", "abc", "n/a", "1_000",
  ])
  func otherTextsAreNoNumbers(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(NumberReader.number(bytes, 0, bytes.count) == nil)
  }

  @Test func whatIsNotFiniteIsANumber() {
    func number(_ text: String) -> Double? {
      NumberReader.number(Array(text.utf8), 0, text.utf8.count)
    }
    #expect(number("NaN")?.isNaN == true)
    #expect(number("inf") == .infinity)
    #expect(number("-Infinity") == -.infinity)
  }
}
