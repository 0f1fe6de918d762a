internal import Foundation

/// A folder for one benchmark, removed with its owner.
final class ScratchFolder: Sendable {
  let url: URL

  /// Makes a folder.
  ///
  /// - Parameter inMemory: Whether syncing may cost nothing, where the system has such a place.
  /// - Throws: When there is no room for it.
  init(inMemory: Bool = false) throws {
    let shared = URL(filePath: "/dev/shm", directoryHint: .isDirectory)
    let base =
      inMemory && FileManager.default.isWritableFile(atPath: shared.path)
      ? shared : FileManager.default.temporaryDirectory
    url = base.appending(path: "ablate-bench-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ text: String, to name: String) throws -> URL {
    let file = url.appending(path: name)
    try text.write(to: file, atomically: false, encoding: .utf8)
    return file
  }
}
