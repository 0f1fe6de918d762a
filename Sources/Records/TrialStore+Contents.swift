package import Foundation
internal import Specification

/// A file of the store with its size.
package struct StoredFile: Sendable, Hashable {
  package var url: URL
  package var byteCount: Int
}

extension TrialStore {
  /// Everything that this program writes into a trial's folder, the record first.
  private static let fileNames = [
    "record.json", "sealed.json", "curves.csv", formFile, weightsFile, checkpointFile,
  ]

  /// Whether a name has the form of a trial's identity.
  package static func isID(_ name: String) -> Bool {
    name.utf8.count == TrialIdentity.length
      && name.utf8.allSatisfy { ascii in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(ascii)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(ascii)
      }
  }

  /// The files in a trial's folder that this program wrote, those of a write that was cut off
  /// included.
  package func files(of id: String) -> [StoredFile] {
    names(in: folder(of: id)).filter { Self.fileNames.contains($0) || Self.isPartial($0) }
      .map { stored(folder(of: id), $0) }
  }

  /// Whether a file was being written when its process died, or still is.
  package static func isPartial(_ name: String) -> Bool {
    name.hasPrefix(".") && name.hasSuffix(DurableFile.partialSuffix)
  }

  /// The files of weights and of the saved state of a trial, where there are any.
  package func weightsFile(of id: String) -> StoredFile? {
    existing(id, Self.weightsFile)
  }

  package func checkpointFile(of id: String) -> StoredFile? {
    existing(id, Self.checkpointFile)
  }

  private func existing(_ id: String, _ name: String) -> StoredFile? {
    let found = stored(folder(of: id), name)
    return DurableFile.exists(found.url) ? found : nil
  }

  /// Removes a trial; what this program did not write stays.
  ///
  /// The record goes first, so that a trial that is half removed counts as absent.
  ///
  /// - Throws: `StoreError` when a file cannot be removed.
  package func removeTrial(_ id: String) throws(StoreError) {
    try DurableFile.remove(file("record.json", of: id))
    for stored in files(of: id) { try DurableFile.remove(stored.url) }
    DurableFile.removeEmptyFolder(folder(of: id))
  }

  /// Removes a file that `files` or `lockFiles` named.
  ///
  /// - Throws: `StoreError` when it cannot be removed.
  package func remove(_ file: StoredFile) throws(StoreError) { try DurableFile.remove(file.url) }

  /// Since when a process has been training a trial, or `nil` when none is.
  package func inFlightSince(_ id: String) -> Date? {
    DurableFile.lockedSince(locksFolder.appending(path: id, directoryHint: .notDirectory))
  }

  /// The ids of all lock files, of living and of dead processes, sorted.
  package var lockedIDs: [String] { names(in: locksFolder).filter { !$0.hasPrefix(".") } }

  /// The lock file of a trial.
  package func lockFile(of id: String) -> StoredFile { stored(locksFolder, id) }

  var locksFolder: URL { folder.appending(path: "locks", directoryHint: .isDirectory) }

  private func names(in folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  private func stored(_ folder: URL, _ name: String) -> StoredFile {
    let url = folder.appending(path: name, directoryHint: .notDirectory)
    let size = (try? FileManager.default.attributesOfItem(atPath: url.path))?[.size] as? NSNumber
    return StoredFile(url: url, byteCount: size?.intValue ?? 0)
  }
}
