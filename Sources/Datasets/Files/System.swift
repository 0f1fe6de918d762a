internal import Foundation

/// What is asked of the C library directly; the only file that does so.
enum System {
  /// Why the operating system refused, in its own words.
  ///
  /// - Parameter error: An error of Foundation, whose domain and code numbers help nobody.
  /// - Returns: A few words without a capital letter.
  static func reason(of error: any Error) -> String {
    var current = error as NSError
    while current.domain != NSPOSIXErrorDomain,
      let deeper = current.userInfo[NSUnderlyingErrorKey] as? NSError
    {
      current = deeper
    }
    if current.domain == NSPOSIXErrorDomain, let code = Int32(exactly: current.code) {
      return reason(of: code)
    }
    switch CocoaError.Code(rawValue: current.code) {
    case .fileReadNoPermission, .fileWriteNoPermission: return reason(of: EACCES)
    case .fileNoSuchFile, .fileReadNoSuchFile: return reason(of: ENOENT)
    case .fileWriteOutOfSpace: return reason(of: ENOSPC)
    case .fileWriteVolumeReadOnly: return reason(of: EROFS)
    default: return current.localizedDescription
    }
  }

  /// The text of an error number.
  static func reason(of code: Int32) -> String {
    let text = unsafe String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  /// Ends a program at once.
  static func kill(_ process: Process) {
    _ = Foundation.kill(process.processIdentifier, SIGKILL)
  }

  /// Moves a file to its final name in one step, replacing what is there.
  static func rename(_ source: URL, to target: URL) throws {
    guard unsafe Foundation.rename(source.path, target.path) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
  }
}
