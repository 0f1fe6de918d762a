internal import Foundation

/// Files of one commit below a path.
struct GitTree: FileTree {
  private let git: GitProgram
  /// A folder inside the repository, from which git is started.
  private let folder: String
  private let commit: String
  /// From the root of the repository.
  private let root: String

  /// Finds a revision in the repository that a path belongs to; `nil` when either does not exist.
  ///
  /// - Parameters:
  ///   - path: As the user gave it; need not exist in the work tree.
  ///   - revision: Anything that names a commit.
  ///   - environment: The process's.
  /// - Throws: `SourceError` when git cannot be used.
  init?(
    path: String, revision: String, environment: [String: String]
  ) throws(SourceError) {
    let git = try GitProgram(environment)
    let (folder, rest) = Self.existing(path)
    let words = [
      "rev-parse", "--verify", "--quiet", "--end-of-options", "\(revision)^{commit}",
    ]
    guard let commit = try git.run(words, in: folder),
      let prefix = try git.run(["rev-parse", "--show-prefix"], in: folder)
    else { return nil }
    self.git = git
    self.folder = folder
    self.commit = Self.line(commit)
    let parts = (Self.line(prefix).split(separator: "/") + rest[...]).map(String.init)
    root = Self.resolved(parts).joined(separator: "/")
  }

  private static func line(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix { $0 != 10 }, as: UTF8.self)
  }

  /// The deepest folder of a path that exists, and the names below it.
  private static func existing(_ path: String) -> (folder: String, rest: [Substring]) {
    let start = path.hasPrefix("/") ? "/" : "."
    var parts = path.split(separator: "/")
    var rest: [Substring] = []
    while !parts.isEmpty {
      let candidate = (start == "/" ? "/" : "./") + parts.joined(separator: "/")
      if DiskTree(root: candidate).kind("") == .folder { return (candidate, rest) }
      rest.insert(parts.removeLast(), at: 0)
    }
    return (start, rest)
  }

  /// A path without `.` and `..`.
  private static func resolved(_ parts: [String]) -> [String] {
    parts.reduce(into: []) { result, part in
      if part == ".." {
        _ = result.popLast()
      } else if part != "." {
        result.append(part)
      }
    }
  }

  private func full(_ path: String) -> String {
    [root, path].filter { !$0.isEmpty }.joined(separator: "/")
  }

  func kind(_ path: String) throws(SourceError) -> EntryKind {
    let words = ["cat-file", "-t", "\(commit):\(full(path))"]
    guard let bytes = try git.run(words, in: folder) else { return .nothing }
    return Self.line(bytes) == "tree" ? .folder : .file
  }

  func names(in path: String) throws(SourceError) -> [String] {
    let place = full(path)
    let words = ["ls-tree", "-z", "--full-tree", "--name-only", "\(commit):\(place)"]
    guard let bytes = try git.run(words, in: folder) else {
      throw SourceError("git cannot list '\(place)' of \(commit)", isEnvironment: true)
    }
    return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }.sorted()
  }

  func read(_ path: String) throws(SourceError) -> [UInt8] {
    let words = ["cat-file", "blob", "\(commit):\(full(path))"]
    guard let bytes = try git.run(words, in: folder) else {
      throw SourceError("git cannot read '\(full(path))' of \(commit)", isEnvironment: true)
    }
    return bytes
  }
}
