import Foundation
import Guarding

/// A tiny HTTP server on 127.0.0.1 that answers as a test tells it to.
final class LoopbackServer: Sendable {
  struct Request: Sendable {
    /// Its place among all requests, from 0.
    var number: Int
    var path: String
    /// Where a `Range` header wants the answer to begin.
    var rangeStart: Int?
    var head: String
  }

  struct Answer: Sendable {
    var status = 200
    var headers: [String] = []
    var body: [UInt8] = []
    /// The connection breaks after so many bytes of the body.
    var cutAfter: Int?
    /// Nothing more is sent after the cut, but the connection stays.
    var stalls = false

    static func status(_ status: Int) -> Answer { Answer(status: status) }

    /// The content, or what a `Range` header asks of it.
    static func content(_ body: [UInt8], _ request: Request) -> Answer {
      guard let start = request.rangeStart else { return Answer(body: body) }
      guard start < body.count else { return .status(416) }
      return Answer(
        status: 206,
        headers: ["Content-Range: bytes \(start)-\(body.count - 1)/\(body.count)"],
        body: Array(body[start...]))
    }
  }

  let port: UInt16
  private let listener: Int32
  private let requests = Guarded<[Request]>([])
  private let isStopped = Guarded(false)
  private let answer: @Sendable (Request) -> Answer

  /// Requests to this machine must not go through a proxy that the environment names.
  private static let bypassesProxy: Bool = unsafe setenv("no_proxy", "127.0.0.1", 1) == 0

  init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
    precondition(Self.bypassesProxy)
    self.answer = answer
    #if canImport(Glibc)
      let kind = Int32(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    listener = socket(AF_INET, kind, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe bind(listener, pointer, size) + listen(listener, 8)
          + getsockname(listener, pointer, &size)
      }
    }
    guard listener >= 0, status == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
    port = UInt16(bigEndian: address.sin_port)
    // A thread of its own: the pool that runs tests may be blocked by the code under test.
    Thread.detachNewThread { [weak self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0, let self else {
          // Only here: a descriptor that is closed twice may be somebody else's by then.
          close(listener)
          return
        }
        Thread.detachNewThread { [weak self] in
          self?.serve(connection)
          close(connection)
        }
      }
    }
  }

  deinit { stop() }

  /// What was asked so far.
  var log: [Request] { requests.withLock { $0 } }

  var address: String { "http://127.0.0.1:\(port)" }

  /// Ends listening.
  func stop() {
    let isFirst = isStopped.withLock { isStopped in
      defer { isStopped = true }
      return !isStopped
    }
    if isFirst { shutdown(listener, Int32(SHUT_RDWR)) }
  }

  private func serve(_ connection: Int32) {
    guard let head = readHead(connection) else { return }
    let lines = head.components(separatedBy: "\r\n")
    let start = lines.first { $0.lowercased().hasPrefix("range: bytes=") }
      .flatMap { Int($0.dropFirst(13).prefix { $0 != "-" }) }
    let request = requests.withLock { requests in
      let path = lines[0].split(separator: " ").dropFirst().first.map { String($0) } ?? ""
      requests.append(
        Request(number: requests.count, path: path, rangeStart: start, head: head))
      return requests[requests.count - 1]
    }
    let answer = self.answer(request)
    let isChunked = answer.headers.contains { $0.hasPrefix("Transfer-Encoding") }
    let headers =
      ["HTTP/1.1 \(answer.status) Status"]
      + (isChunked ? [] : ["Content-Length: \(answer.body.count)"])
      + answer.headers + ["Connection: close", "", ""]
    let body = answer.cutAfter.map { Array(answer.body.prefix($0)) } ?? answer.body
    write(Array(headers.joined(separator: "\r\n").utf8) + body, to: connection)
    if answer.stalls { Thread.sleep(forTimeInterval: 20) }
  }

  private func readHead(_ connection: Int32) -> String? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      bytes += buffer[..<count]
      if let text = String(validating: bytes, as: UTF8.self), text.hasSuffix("\r\n\r\n") {
        return text
      }
    }
  }

  private func write(_ bytes: [UInt8], to connection: Int32) {
    #if canImport(Glibc)
      let flags = Int32(MSG_NOSIGNAL)
    #else
      let flags: Int32 = 0
    #endif
    var sent = 0
    while sent < bytes.count {
      let piece = Array(bytes[sent..<min(sent + 1 << 16, bytes.count)])
      let count = unsafe send(connection, piece, piece.count, flags)
      guard count > 0 else { return }
      sent += count
    }
  }
}
