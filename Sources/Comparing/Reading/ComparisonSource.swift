internal import Foundation

/// One side of a comparison as the command line names it: a path, or a path at a revision.
package struct ComparisonSource: Sendable {
  /// As the user gave it.
  package let label: String
  package let tree: any FileTree
  /// The path without the revision.
  package let path: String
  package let isRevision: Bool

  package init(label: String, tree: any FileTree, path: String, isRevision: Bool) {
    self.label = label
    self.tree = tree
    self.path = path
    self.isRevision = isRevision
  }

  /// Finds what a word of the command line means.
  ///
  /// A file or folder of that very name comes first; else the word is split at each `@` in turn until
  /// the second part names a commit, so that `results@HEAD@{1}` and `a@b/results@main` both work.
  ///
  /// - Parameters:
  ///   - word: The operand.
  ///   - environment: The process's.
  /// - Returns: The source; something is there.
  /// - Throws: `SourceError` with what is missing.
  package static func find(
    _ word: String, environment: [String: String]
  ) throws(SourceError) -> ComparisonSource {
    guard !word.isEmpty else { throw SourceError("the path is empty") }
    let disk = DiskTree(root: word)
    if disk.kind("") != .nothing {
      return ComparisonSource(label: word, tree: disk, path: word, isRevision: false)
    }
    guard word.contains("@") else { throw SourceError("there is no '\(word)'") }
    var known: (path: String, revision: String)?
    for index in word.indices where word[index] == "@" {
      let path = index == word.startIndex ? "." : String(word[..<index])
      let revision = String(word[word.index(after: index)...])
      guard !revision.isEmpty,
        let tree = try GitTree(path: path, revision: revision, environment: environment)
      else { continue }
      known = known ?? (path, revision)
      if try tree.kind("") != .nothing {
        return ComparisonSource(label: word, tree: tree, path: path, isRevision: true)
      }
    }
    if let known { throw SourceError("there is no '\(known.path)' in '\(known.revision)'") }
    let last = word.lastIndex(of: "@") ?? word.startIndex
    let revision = String(word[word.index(after: last)...])
    throw SourceError(
      "there is no file '\(word)', and no revision '\(revision)' that git knows of here")
  }
}
