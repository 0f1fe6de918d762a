internal import Foundation

/// Files below one place, on disk or in a commit.
package protocol FileTree: Sendable {
  /// What is at a path; the empty path is the place itself.
  func kind(_ path: String) throws(SourceError) -> EntryKind

  /// The names in a folder, sorted.
  func names(in path: String) throws(SourceError) -> [String]

  func read(_ path: String) throws(SourceError) -> [UInt8]
}

/// What a path leads to.
package enum EntryKind: Hashable, Sendable {
  case file
  case folder
  case nothing
}

/// Why a side of a comparison cannot be read, in one clause.
package struct SourceError: Error, Hashable, Sendable, CustomStringConvertible {
  package var description: String
  /// Whether the machine is to blame rather than the command line.
  package var isEnvironment: Bool

  package init(_ description: String, isEnvironment: Bool = false) {
    self.description = description
    self.isEnvironment = isEnvironment
  }
}

/// Files on disk.
struct DiskTree: FileTree {
  let root: String

  private func full(_ path: String) -> String { path.isEmpty ? root : "\(root)/\(path)" }

  func kind(_ path: String) -> EntryKind {
    let place = full(path)
    guard FileManager.default.fileExists(atPath: place) else { return .nothing }
    let target = URL(filePath: place).resolvingSymlinksInPath()
    let values = try? target.resourceValues(forKeys: [.isDirectoryKey])
    return values?.isDirectory == true ? .folder : .file
  }

  func names(in path: String) throws(SourceError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: full(path)).sorted()
    } catch {
      throw SourceError("cannot read the folder '\(full(path))'", isEnvironment: true)
    }
  }

  func read(_ path: String) throws(SourceError) -> [UInt8] {
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: full(path)))
      defer { try? handle.close() }
      // One byte more than is allowed, so that the reader can say so.
      return Array(try handle.read(upToCount: CSVDocument.sizeLimit + 1) ?? Data())
    } catch {
      throw SourceError("cannot read '\(full(path))'", isEnvironment: true)
    }
  }
}
