/// The head of an HTTP answer, read as it arrives.
///
/// Heads of answers that only announce another one (status 1xx, or a redirection that is followed)
/// are passed over.
struct AnswerHead {
  private(set) var status = 0
  private(set) var isComplete = false
  private var headers: [(name: String, value: String)] = []
  /// What has arrived of a head that is not whole.
  private var pending: [UInt8] = []

  /// No server sends as much.
  private static let limit = 1 << 20

  /// The first value of a header, whose name is given in lower case.
  func value(of name: String) -> String? { headers.first { $0.name == name }?.value }

  /// Takes bytes of the answer.
  ///
  /// - Returns: Those that belong to the body, or `nil` when this is no HTTP.
  mutating func take(_ bytes: [UInt8]) -> [UInt8]? {
    if isComplete { return bytes }
    pending += bytes
    while !isComplete {
      guard let end = Self.end(of: pending) else { return pending.count < Self.limit ? [] : nil }
      guard read(pending[..<end]) else { return nil }
      pending.removeFirst(end)
      let isRedirection = (300..<400).contains(status) && value(of: "location") != nil
      isComplete = status >= 200 && !isRedirection
    }
    let body = pending
    pending = []
    return body
  }

  /// The place behind the empty line that ends a head.
  private static func end(of bytes: [UInt8]) -> Int? {
    let end: [UInt8] = [13, 10, 13, 10]
    guard bytes.count >= end.count else { return nil }
    return (0...bytes.count - end.count).first { bytes[$0..<$0 + end.count].elementsEqual(end) }
      .map { $0 + end.count }
  }

  private mutating func read(_ bytes: ArraySlice<UInt8>) -> Bool {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count >= 2, words[0].hasPrefix("HTTP/"), let status = Int(words[1]) else {
      return false
    }
    self.status = status
    headers = lines.dropFirst().compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      return (line[..<colon].lowercased(), String(value))
    }
    return true
  }
}
