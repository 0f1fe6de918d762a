package import Foundation

/// The folders in which data sets are looked for, in order.
package struct DatasetLocator: Sendable {
  /// Each with the reason why it is searched: `--data`, `$ABLATE_DATA`, `user cache`.
  package var folders: [(origin: String, folder: URL)]

  package init(folders: [(origin: String, folder: URL)]) {
    self.folders = folders
  }

  /// The usual folders: that of the option, that of the environment, the user's cache.
  ///
  /// - Parameters:
  ///   - dataOption: The value of `--data`, if given.
  ///   - environment: The process's environment; `ABLATE_DATA` and `XDG_CACHE_HOME` are read.
  ///   - home: The user's home folder.
  /// - Returns: A locator that searches them in this order.
  package static func standard(
    dataOption: String?, environment: [String: String], home: URL
  ) -> DatasetLocator {
    var folders: [(origin: String, folder: URL)] = []
    if let dataOption, !dataOption.isEmpty {
      folders.append(("--data", URL(fileURLWithPath: dataOption, isDirectory: true)))
    }
    if let path = environment["ABLATE_DATA"], !path.isEmpty {
      folders.append(("$ABLATE_DATA", URL(fileURLWithPath: path, isDirectory: true)))
    }
    folders.append(("user cache", cache(environment, home)))
    return DatasetLocator(folders: folders)
  }

  /// Where downloads go: the first folder that is searched.
  package var downloadFolder: (origin: String, folder: URL)? { folders.first }

  /// Looks for a file, plain or compressed, in all folders.
  ///
  /// - Parameters:
  ///   - name: The file's name without `.gz`.
  ///   - subfolders: The folders of the data set below a searched folder, the likeliest first.
  /// - Returns: The first that is there.
  package func find(_ name: String, in subfolders: [String]) -> URL? {
    for (_, folder) in folders {
      for subfolder in subfolders {
        for suffix in ["", ".gz"] {
          let file = folder.appending(path: "\(subfolder)/\(name)\(suffix)")
          if FileManager.default.fileExists(atPath: file.path) { return file }
        }
      }
    }
    return nil
  }

  /// Finds all files of a published data set.
  ///
  /// - Parameter distribution: The data set.
  /// - Returns: One place a file, in the distribution's order.
  /// - Throws: `DatasetError.missing` when one is not found.
  func locate(_ distribution: Distribution) throws -> [URL] {
    let found = distribution.files.map { find($0.name, in: distribution.subfolders) }
    let missing = zip(distribution.files, found).compactMap { $1 == nil ? $0.name : nil }
    guard missing.isEmpty else {
      let extent =
        missing.count == found.count
        ? "is not on this machine" : "is incomplete on this machine"
      throw DatasetError.missing(
        """
        data set '\(distribution.dataset)' \(extent)
          looked for: \(missing.joined(separator: ", ")) (plain or .gz)
        \(places(of: distribution.subfolders))
          get it with: ablate data fetch \(distribution.dataset)
          or name the folder that holds \(distribution.subfolders[0])/ with --data DIR or \
        ABLATE_DATA=DIR
        """)
    }
    return found.compactMap(\.self)
  }

  /// One line for each searched folder.
  private func places(of subfolders: [String]) -> String {
    folders.map { origin, folder in
      let isThere = FileManager.default.fileExists(atPath: folder.path)
      let place = folder.appending(path: subfolders[0]).path
      return "  in: \(place) (\(origin)\(isThere ? "" : "; \(folder.path) does not exist"))"
    }.joined(separator: "\n")
  }

  private static func cache(_ environment: [String: String], _ home: URL) -> URL {
    #if os(macOS)
      return home.appending(path: "Library/Caches/ablate/data", directoryHint: .isDirectory)
    #else
      // The XDG convention says that a relative path is to be ignored.
      if let path = environment["XDG_CACHE_HOME"], path.hasPrefix("/") {
        return URL(fileURLWithPath: path, isDirectory: true)
          .appending(path: "ablate/data", directoryHint: .isDirectory)
      }
      return home.appending(path: ".cache/ablate/data", directoryHint: .isDirectory)
    #endif
  }
}
