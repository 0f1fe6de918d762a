internal import Digests
internal import Foundation

/// Size and SHA-256 of a file.
enum FileDigest {
  /// Of the bytes on disk.
  static func stored(_ file: URL) throws -> (size: Int, sha256: String) {
    let handle: FileHandle
    do {
      handle = try FileHandle(forReadingFrom: file)
      defer { try? handle.close() }
      return try digest { Array(try handle.read(upToCount: 1 << 20) ?? Data()) }
    } catch {
      throw DatasetError.unreadable(path: file.path, reason: System.reason(of: error))
    }
  }

  /// Of the content, uncompressed if the file is gzip; reading stops after `limit` bytes.
  static func content(_ file: URL, limit: Int) throws -> (size: Int, sha256: String) {
    let reader = try ContentReader(file)
    var left = limit
    return try digest {
      let bytes = try reader.read(upTo: min(left, 1 << 20))
      left -= bytes.count
      return bytes
    }
  }

  private static func digest(_ next: () throws -> [UInt8]) rethrows -> (size: Int, sha256: String) {
    let hash = SHA256()
    var size = 0
    while true {
      let bytes = try next()
      guard !bytes.isEmpty else { return (size, hash.finish()) }
      hash.update(bytes)
      size += bytes.count
    }
  }
}
