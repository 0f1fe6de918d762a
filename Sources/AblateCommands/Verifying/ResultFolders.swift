internal import Foundation
internal import Reporting

/// Finds results by the path that the user gave.
enum ResultFolders {
  /// A folder with results, or those below a folder of them.
  ///
  /// - Parameter path: As the user gave it.
  /// - Returns: At least one path, as messages show it; several are sorted.
  /// - Throws: `UsageError` where there are no results, `EnvironmentError` where there is no folder.
  static func paths(in path: String) throws -> [String] {
    let folder = URL(filePath: path, directoryHint: .isDirectory)
    func hasResults(_ folder: URL) -> Bool {
      [ResultLock.fileName, "table.csv"].contains {
        FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
      }
    }
    if hasResults(folder) { return [path] }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
      throw EnvironmentError("cannot read the folder '\(path)'")
    }
    let base = path.hasSuffix("/") ? String(path.dropLast()) : path
    let found = names.sorted().filter { hasResults(folder.appending(path: $0)) }
    guard !found.isEmpty else { throw UsageError("there are no results in '\(path)'") }
    return found.map { "\(base)/\($0)" }
  }
}
