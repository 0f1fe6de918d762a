import Testing

@testable import Datasets

@Suite struct AnswerHeadTests {
  /// What is left for the body when an answer arrives in pieces of so many bytes.
  private func body(
    of text: String, pieces: Int, into head: inout AnswerHead
  ) throws -> String {
    let bytes = Array(text.utf8)
    var body: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      let taken = head.take(Array(bytes[start..<min(start + pieces, bytes.count)]))
      body += try #require(taken)
    }
    return String(decoding: body, as: UTF8.self)
  }

  @Test(arguments: [1, 2, 7, 1000]) func headersAndBodyArePartedWhereverPiecesEnd(
    _ pieces: Int
  ) throws {
    var head = AnswerHead()
    let text = "HTTP/1.1 206 Partial Content\r\nContent-Length:  5\r\nX: a:b\r\n\r\n\r\n\r\nx"
    let rest = try body(of: text, pieces: pieces, into: &head)
    #expect(rest == "\r\n\r\nx")
    #expect(head.isComplete)
    #expect(head.status == 206)
    #expect(head.value(of: "content-length") == "5")
    #expect(head.value(of: "x") == "a:b")
    #expect(head.value(of: "y") == nil)
  }

  @Test(arguments: [3, 1000]) func headsOfOtherAnswersArePassedOver(_ pieces: Int) throws {
    var head = AnswerHead()
    let text = """
      HTTP/1.1 100 Continue\r\n\r\nHTTP/2 302 \r\nlocation: /b\r\ncontent-length: 9\r\n\r\n\
      HTTP/2 200 \r\ncontent-length: 2\r\n\r\nab
      """
    let rest = try body(of: text, pieces: pieces, into: &head)
    #expect(rest == "ab")
    #expect(head.status == 200)
    #expect(head.value(of: "location") == nil)
    #expect(head.value(of: "content-length") == "2")
  }

  /// A redirection without a target leads nowhere: it is the answer.
  @Test func aRedirectionToNowhereIsTheAnswer() throws {
    var head = AnswerHead()
    let rest = try body(of: "HTTP/1.1 304 Not Modified\r\n\r\n", pieces: 9, into: &head)
    #expect(rest.isEmpty)
    #expect(head.isComplete)
    #expect(head.status == 304)
  }

  @Test(arguments: ["garbage\r\n\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 OK 200\r\n\r\n", "\r\n\r\n"])
  func otherProtocolsAreRefused(_ text: String) {
    var head = AnswerHead()
    let rest = head.take(Array(text.utf8))
    #expect(rest == nil)
  }

  @Test func aHeadWithoutEndIsRefused() {
    var head = AnswerHead()
    let first = head.take(Array("HTTP/1.1 200 OK\r\n".utf8))
    #expect(first == [])
    let second = head.take([UInt8](repeating: 65, count: 1 << 20))
    #expect(second == nil)
  }
}
