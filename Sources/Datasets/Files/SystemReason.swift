internal import Foundation

/// Why the operating system refused, in its own words.
enum SystemReason {
  /// The reason without Foundation's domain and code numbers.
  static func of(_ error: any Error) -> String {
    var current = error as NSError
    while current.domain != NSPOSIXErrorDomain,
      let deeper = current.userInfo[NSUnderlyingErrorKey] as? NSError
    {
      current = deeper
    }
    if current.domain == NSPOSIXErrorDomain, let code = Int32(exactly: current.code) {
      return of(code)
    }
    switch CocoaError.Code(rawValue: current.code) {
    case .fileReadNoPermission, .fileWriteNoPermission: return of(EACCES)
    case .fileNoSuchFile, .fileReadNoSuchFile: return of(ENOENT)
    case .fileWriteOutOfSpace: return of(ENOSPC)
    case .fileWriteVolumeReadOnly: return of(EROFS)
    default: return current.localizedDescription
    }
  }

  /// The text of an error number, without a capital letter.
  static func of(_ code: Int32) -> String {
    let text = unsafe String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
