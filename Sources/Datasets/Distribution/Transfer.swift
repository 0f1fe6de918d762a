internal import Foundation

/// One attempt to get the rest of a file from one address, by the program `curl`.
///
/// A library for it would bring thirty others into every start of the tool.
struct Transfer {
  /// What went wrong, by what to do about it.
  enum Failure: Error, Equatable {
    /// Trying again may help; what has arrived is good.
    case broken(String)
    /// This address will not do.
    case refused(String)
    /// What has arrived is of no use.
    case spoilt(String)
    /// The file cannot be written.
    case disk(String)
    /// There is no `curl`.
    case noProgram
  }

  var address: URL
  /// Where arriving bytes are added.
  var part: URL
  /// The size of the whole file.
  var size: Int
  /// Seconds without any data after which the attempt ends.
  var patience: Double

  /// Gets what is missing, blocking the calling thread.
  ///
  /// - Parameter progress: Called with the bytes that are there.
  /// - Throws: `Failure`.
  func run(progress: (Int) -> Void) throws(Failure) {
    var file = try PartFile(part, size: size)
    let program = try CurlProcess(arguments(resumingAt: file.count))
    var head = AnswerHead()
    do throws(Failure) {
      while let bytes = program.read() {
        let wasKnown = head.isComplete
        guard let body = head.take(bytes) else { throw .refused("the answer is not HTTP") }
        if head.isComplete, !wasKnown { try judge(head, &file) }
        if body.isEmpty { continue }
        try file.append(body)
        progress(file.count)
      }
    } catch {
      program.stop()
      file.finish()
      throw error
    }
    let status = program.wait()
    file.finish()
    guard status == 0 || status == Self.isShort else {
      throw .broken(Self.reason(status: status))
    }
    guard head.isComplete else { throw .refused("the answer is not HTTP") }
    guard file.count == size else {
      throw .broken(
        "the connection ended after \(file.count.grouped) of \(size.grouped) bytes")
    }
  }

  private func arguments(resumingAt offset: Int) -> [String] {
    let seconds = String(Int(patience.rounded(.up)))
    var words = [
      // The user's own settings must not change what arrives.
      "--disable", "--silent", "--include", "--suppress-connect-headers", "--no-buffer",
      "--location", "--proto", "=http,https", "--connect-timeout", seconds, "--speed-limit", "1",
      "--speed-time", seconds,
      // Without this a server may compress on the way, which changes sizes.
      "--header", "Accept-Encoding: identity",
    ]
    if offset > 0 { words += ["--range", "\(offset)-"] }
    return words + ["--url", address.absoluteString]
  }

  /// Judges the head of the answer; a server that does not resume makes the file start anew.
  private func judge(_ head: AnswerHead, _ file: inout PartFile) throws(Failure) {
    switch head.status {
    case 200: if file.count > 0 { try file.clear() }
    case 206:
      guard head.value(of: "content-range")?.hasPrefix("bytes \(file.count)-") == true else {
        throw .spoilt("the server resumes at another place than asked for")
      }
    case 416: throw .spoilt("the server has fewer bytes than have arrived")
    case 408, 429, 500...599: throw .broken("the server answers with status \(head.status)")
    default: throw .refused("the server answers with status \(head.status)")
    }
    if let announced = head.value(of: "content-length").flatMap({ Int($0) }),
      announced != size - file.count
    {
      throw .refused(
        "the file there has \((announced + file.count).grouped) bytes, not \(size.grouped)")
    }
  }

  /// The status of `curl` when an answer has fewer bytes than it announced.
  private static let isShort: Int32 = 18

  /// What a status of `curl` means.
  private static func reason(status: Int32) -> String {
    switch status {
    case 5, 6: "its host is unknown; is there a network?"
    case 7: "its host does not answer; is there a network?"
    case 28: "nothing arrives any more"
    case 16, 52, 55, 56, 92: "the connection broke off"
    case 35, 51, 53, 54, 58, 59, 60, 66, 77, 80, 83, 90, 91: "no secure connection to its host"
    case 47: "it leads from one address to the next without end"
    default: "curl ended with status \(status)"
    }
  }
}
