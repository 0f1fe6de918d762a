internal import Foundation

extension DatasetLocator {
  /// Finds a file that an experiment names by its path.
  ///
  /// - Parameter path: Absolute, or relative to the working folder or to a data folder.
  /// - Returns: The first that is there.
  /// - Throws: `DatasetError.missing` when there is none.
  func userFile(_ path: String) throws -> URL {
    let plain = URL(fileURLWithPath: path)
    var places = [(origin: "working folder", file: plain)]
    if !path.hasPrefix("/") {
      places += folders.map { ($0.origin, $0.folder.appending(path: path)) }
    }
    if let found = places.first(where: { FileManager.default.fileExists(atPath: $0.file.path) }) {
      return found.file
    }
    guard !path.hasPrefix("/") else {
      throw DatasetError.missing("there is no file \(path), which the experiment names as data")
    }
    let list = places.map { "  in: \($0.file.deletingLastPathComponent().path) (\($0.origin))" }
    throw DatasetError.missing(
      """
      file '\(path)', which the experiment names as data, is not there
      \(list.joined(separator: "\n"))
        name the folder that holds it with --data DIR or ABLATE_DATA=DIR
      """)
  }
}
