internal import Foundation
internal import Synchronization

#if canImport(FoundationNetworking)
  internal import FoundationNetworking
#endif

/// One attempt to get the rest of a file from one address.
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
  }

  /// What has arrived.
  enum Form {
    /// The file as it is published.
    case published
    /// Its content: the server declares the file's own compression to be one for the way, so that
    /// it was undone on arrival. Such an answer cannot be resumed.
    case uncompressed
  }

  var address: URL
  /// Where arriving bytes are added.
  var part: URL
  /// The size of the whole file.
  var size: Int
  /// The most bytes that the file's content can have.
  var contentLimit: Int
  /// Seconds without any data after which the attempt ends.
  var patience: Double

  /// Gets what is missing, blocking the calling thread.
  ///
  /// - Parameter progress: Called from another thread with the bytes that are there.
  /// - Returns: What is there then.
  /// - Throws: `Failure`.
  func run(progress: @escaping @Sendable (Int) -> Void) throws(Failure) -> Form {
    let receiver = try Receiver(self, progress: progress)
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = patience
    configuration.urlCache = nil
    let session = URLSession(configuration: configuration, delegate: receiver, delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    var request = URLRequest(url: address)
    // Without this a server may compress on the way, which changes sizes.
    request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    if receiver.offset > 0 {
      request.setValue("bytes=\(receiver.offset)-", forHTTPHeaderField: "Range")
    }
    session.dataTask(with: request).resume()
    return try receiver.wait()
  }
}

/// Writes what arrives.
private final class Receiver: NSObject, URLSessionDataDelegate {
  private struct State {
    var handle: FileHandle
    var received: Int
    /// The most bytes that may arrive.
    var limit: Int
    var form = Transfer.Form.published
    var failure: Transfer.Failure?
  }

  /// How much was there before.
  let offset: Int
  private let transfer: Transfer
  private let progress: @Sendable (Int) -> Void
  private let state: Mutex<State>
  private let isDone = DispatchSemaphore(value: 0)

  init(
    _ transfer: Transfer, progress: @escaping @Sendable (Int) -> Void
  ) throws(Transfer.Failure) {
    self.transfer = transfer
    self.progress = progress
    let part = transfer.part
    do {
      if !FileManager.default.fileExists(atPath: part.path) { try Data().write(to: part) }
      let handle = try FileHandle(forUpdating: part)
      offset = Int(try handle.seekToEnd())
      state = Mutex(State(handle: handle, received: offset, limit: transfer.size))
    } catch {
      throw .disk(System.reason(of: error))
    }
  }

  /// Waits for the end of the transfer.
  func wait() throws(Transfer.Failure) -> Transfer.Form {
    isDone.wait()
    let (failure, received, form) = state.withLock { state in
      if state.form == .uncompressed, state.failure != nil {
        try? state.handle.truncate(atOffset: 0)
      }
      // A failure to sync shows when the digest is compared.
      try? state.handle.synchronize()
      try? state.handle.close()
      return (state.failure, state.received, state.form)
    }
    if let failure { throw failure }
    guard form == .uncompressed || received == transfer.size else {
      throw .broken(
        "the connection ended after \(received.grouped) of \(transfer.size.grouped) bytes")
    }
    return form
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    let failure = state.withLock { state in
      state.failure = begin(response, &state)
      return state.failure
    }
    completionHandler(failure == nil ? .allow : .cancel)
  }

  /// Judges the head of the answer; a server that does not resume makes the file start anew.
  private func begin(_ response: URLResponse, _ state: inout State) -> Transfer.Failure? {
    guard let answer = response as? HTTPURLResponse else {
      return .refused("the answer is not HTTP")
    }
    switch answer.statusCode {
    case 200:
      if state.received > 0 {
        do {
          try state.handle.truncate(atOffset: 0)
          state.received = 0
        } catch {
          return .disk(System.reason(of: error))
        }
      }
    case 206:
      let range = answer.value(forHTTPHeaderField: "Content-Range") ?? ""
      guard range.hasPrefix("bytes \(offset)-") else {
        return .spoilt("the server resumes at another place than asked for")
      }
    case 416: return .spoilt("the server has fewer bytes than have arrived")
    case 408, 429, 500...599:
      return .broken("the server answers with status \(answer.statusCode)")
    default: return .refused("the server answers with status \(answer.statusCode)")
    }
    if let encoding = answer.value(forHTTPHeaderField: "Content-Encoding"), encoding != "identity" {
      guard state.received == 0 else {
        return .spoilt("the server compresses on the way and cannot resume")
      }
      state.form = .uncompressed
      state.limit = transfer.contentLimit
      return nil
    }
    let size = transfer.size
    let announced = Int(answer.expectedContentLength)
    guard announced < 0 || announced == size - state.received else {
      return .refused(
        "the file there has \((announced + state.received).grouped) bytes, not \(size.grouped)")
    }
    return nil
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let received: Int? = state.withLock { state in
      guard state.failure == nil else { return nil }
      guard state.received + data.count <= state.limit else {
        state.failure = .spoilt("the file there has more than \(state.limit.grouped) bytes")
        return nil
      }
      do {
        try state.handle.write(contentsOf: data)
        state.received += data.count
        return state.received
      } catch {
        state.failure = .disk(System.reason(of: error))
        return nil
      }
    }
    if let received { progress(received) } else { dataTask.cancel() }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    if let error {
      state.withLock { state in
        if state.failure == nil { state.failure = .broken(Self.reason(error, task)) }
      }
    }
    isDone.signal()
  }

  private static func reason(_ error: any Error, _ task: URLSessionTask) -> String {
    switch (error as? URLError)?.code {
    case .cannotFindHost, .dnsLookupFailed: "its host is unknown; is there a network?"
    case .cannotConnectToHost, .notConnectedToInternet:
      "its host does not answer; is there a network?"
    case .timedOut: "nothing arrives any more"
    case .networkConnectionLost: "the connection broke off"
    case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
      .serverCertificateHasUnknownRoot:
      "no secure connection to its host"
    default: System.reason(of: error)
    }
  }
}
