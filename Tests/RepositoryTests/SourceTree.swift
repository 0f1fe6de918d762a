import Foundation
import Testing

/// The files of this repository, as text.
enum SourceTree {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  struct File {
    /// From the root: `Sources/Engine/Layers/Dense.swift`.
    var path: String
    var text: String

    /// Lines with their numbers, without what follows `//`.
    var code: [(number: Int, text: Substring)] {
      text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
        place, line in
        (place + 1, line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line)
      }
    }
  }

  /// All Swift files below a folder, sorted.
  static func swiftFiles(in folder: String) throws -> [File] {
    let files = try names(in: folder).filter { $0.hasSuffix(".swift") }.map { name in
      let path = "\(folder)/\(name)"
      return File(
        path: path, text: try String(contentsOf: root.appending(path: path), encoding: .utf8))
    }
    #expect(!files.isEmpty, "no Swift file in \(folder)")
    return files
  }

  /// Paths of everything below a folder, relative to it, sorted.
  static func names(in folder: String) throws -> [String] {
    let path = root.appending(path: folder).resolvingSymlinksInPath().path
    return try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
  }

  /// Names of the types that conform to a protocol by their declaration.
  ///
  /// A declaration is found by its line: `struct Dense: LayerDefinition {`.
  static func conformers(to protocols: Set<String>, in folder: String) throws -> [String] {
    let declaration = #/\b(?:struct|class|enum)\s+(\w+)(?:<[^>]*>)?\s*:\s*([^{]+)\{/#
    return try swiftFiles(in: folder).flatMap { file in
      file.text.matches(of: declaration).compactMap { match in
        let inherited = match.2.split(separator: ",").map {
          $0.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        return protocols.isDisjoint(with: inherited) ? nil : String(match.1)
      }
    }
  }
}
