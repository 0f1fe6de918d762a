internal import Digests
internal import Foundation

/// Takes the files of a data set out of a compressed tar archive.
enum ArchiveUnpacker {
  /// Unpacks and verifies; files appear under their names only when they are right.
  ///
  /// - Parameters:
  ///   - archive: A tar archive, compressed with gzip or plain.
  ///   - files: What to take, by the last part of the names; everything else is passed over.
  ///   - folder: Where they go.
  /// - Throws: `FetchError` when one is not there, is not right, or cannot be written.
  static func unpack(_ archive: URL, _ files: [Distribution.File], into folder: URL) throws {
    var wanted = Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0) })
    do {
      let tar = TarReader(try ContentReader(archive))
      while let entry = try tar.next() {
        // The folders in an archive's names are never followed.
        let name = entry.name.split(separator: "/").last.map { String($0) } ?? ""
        guard let file = wanted.removeValue(forKey: name) else { continue }
        try write(file, from: tar, into: folder)
      }
    } catch let error as DatasetError {
      throw FetchError.archive(path: archive.path, reason: "\(error)")
    }
    guard wanted.isEmpty else {
      throw FetchError.archive(
        path: archive.path, reason: "it lacks \(wanted.keys.sorted().joined(separator: ", "))")
    }
  }

  private static func write(_ file: Distribution.File, from tar: TarReader, into folder: URL) throws
  {
    let target = folder.appending(path: file.name)
    let part = folder.appending(path: file.name + ".part")
    let hash = SHA256()
    do {
      try Data().write(to: part)
      let handle = try FileHandle(forWritingTo: part)
      defer { try? handle.close() }
      while true {
        let bytes = try tar.read(upTo: 1 << 20)
        guard !bytes.isEmpty else { break }
        hash.update(bytes)
        try handle.write(contentsOf: bytes)
      }
    } catch let error as DatasetError {
      throw error
    } catch {
      throw FetchError.disk(path: part.path, reason: System.reason(of: error))
    }
    guard hash.finish() == file.sha256 else {
      try? FileManager.default.removeItem(at: part)
      throw FetchError.archive(
        path: target.path, reason: "it has another content than was published")
    }
    do {
      try System.rename(part, to: target)
    } catch {
      throw FetchError.disk(path: target.path, reason: System.reason(of: error))
    }
  }
}
