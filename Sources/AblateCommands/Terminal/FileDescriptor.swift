internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The system's calls for an open output, wrapped once.
struct FileDescriptor: Sendable {
  let number: Int32

  static let standardOutput = FileDescriptor(number: STDOUT_FILENO)
  static let standardError = FileDescriptor(number: STDERR_FILENO)

  var isTerminal: Bool { isatty(number) == 1 }

  /// Size of the terminal, or `nil` where it is none or does not say.
  var terminalSize: TerminalSize? {
    var size = winsize()
    guard unsafe ioctl(number, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return TerminalSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }

  /// Writes everything.
  ///
  /// - Returns: The system's error number, or 0.
  func write(_ bytes: [UInt8]) -> Int32 {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe systemWrite(
          number, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if count < 0 {
        switch errno {
        case EINTR: continue
        case EAGAIN: usleep(1000)
        default: return errno
        }
      } else {
        written += count
      }
    }
    return 0
  }
}

// Inside the type its own method would hide the function of that name.
private let systemWrite = unsafe write
