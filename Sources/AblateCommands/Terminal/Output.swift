internal import Foundation
internal import Guarding

/// One of the tool's two outputs; safe to write to from several threads.
///
/// When the reader goes away (`ablate plan … | head`), what is written afterwards is dropped: the
/// run itself goes on.
package final class Output: Sendable {
  package let isTerminal: Bool
  private let descriptor: FileDescriptor
  /// The first error other than a reader that went away, once it has happened.
  private let state = Guarded(State())

  private struct State {
    var isClosed = false
    var failure: Int32?
  }

  init(_ descriptor: FileDescriptor) {
    self.descriptor = descriptor
    isTerminal = descriptor.isTerminal
  }

  /// Its present size, where it is a terminal that tells.
  package var terminalSize: TerminalSize? { isTerminal ? descriptor.terminalSize : nil }

  package func write(_ text: String) {
    state.withLock { state in
      guard !state.isClosed, state.failure == nil else { return }
      switch descriptor.write(Array(text.utf8)) {
      case 0: break
      case EPIPE: state.isClosed = true
      case let code: state.failure = code
      }
    }
  }

  package func writeLine(_ text: String) {
    write(text + "\n")
  }

  /// Why output was lost, as a clause; `nil` when nothing was.
  package var failure: String? {
    state.withLock { $0.failure }.map { code in
      unsafe String(cString: strerror(code)).lowercased()
    }
  }
}
