import Testing

@testable import Records

@Suite struct JSONReaderTests {
  @Test(arguments: [
    "", " 1", "1 ", "{", "[", "[1", "[1,", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
    "{\"a\":1,\"a\":2}", "\"open", "\"\\u12\"", "\"\\ud800\"", "\"\\n\"", "nul", "nulll", "1.2.3",
    "--1", "0x10", "1e", "[1 ,2]", "99999999999999999999", "[[[[[[[[[1]]]]]]]]]",
  ])
  func whatIsNeverWrittenIsRefused(_ text: String) {
    #expect(JSONReader.read(Array(text.utf8)) == nil)
  }

  @Test func whatIsWrittenIsRead() throws {
    let awkward = "\u{0}\u{1F}\u{7F}\"\\/é🙂\n"
    let text = JSONText.object([
      ("empty", "{}"), ("list", "[]"), ("text", JSONText.string(awkward)), ("none", "null"),
      ("whole", "\(UInt64.max)"), ("small", JSONText.number(-1e-300)),
    ])
    let value = try #require(JSONReader.read(Array(text.utf8)))
    #expect(value["text"]?.string == awkward)
    #expect(value["whole"]?.unsigned == .max)
    #expect(value["whole"]?.integer == nil)
    #expect(value["small"]?.number == -1e-300)
    #expect(value["missing"] == nil)
    if case .null = value["none"] {} else { Issue.record("null was read as something else") }
  }

  @Test func nestingIsLimited() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(JSONReader.read(Array(deep.utf8)) == nil)
  }
}
