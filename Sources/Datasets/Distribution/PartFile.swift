internal import Foundation

/// A file that is on its way.
struct PartFile {
  /// The bytes that are there.
  private(set) var count: Int
  private let handle: FileHandle
  /// The size of the whole file.
  private let size: Int

  /// Opens a file for adding to it, and makes it if it is not there.
  init(_ place: URL, size: Int) throws(Transfer.Failure) {
    self.size = size
    do {
      if !FileManager.default.fileExists(atPath: place.path) { try Data().write(to: place) }
      handle = try FileHandle(forUpdating: place)
      count = Int(try handle.seekToEnd())
    } catch {
      throw .disk(System.reason(of: error))
    }
  }

  /// Throws away what is there.
  mutating func clear() throws(Transfer.Failure) {
    do {
      try handle.truncate(atOffset: 0)
      count = 0
    } catch {
      throw .disk(System.reason(of: error))
    }
  }

  mutating func append(_ bytes: [UInt8]) throws(Transfer.Failure) {
    guard count + bytes.count <= size else {
      throw .spoilt("the file there has more than \(size.grouped) bytes")
    }
    do {
      try handle.write(contentsOf: Data(bytes))
      count += bytes.count
    } catch {
      throw .disk(System.reason(of: error))
    }
  }

  /// Brings what is there to the disk.
  func finish() {
    // A failure shows when the digest is compared.
    try? handle.synchronize()
    try? handle.close()
  }
}
