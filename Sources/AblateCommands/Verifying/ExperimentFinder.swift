internal import Foundation

/// Finds the experiment file of a results folder.
struct ExperimentFinder {
  /// The results folder.
  let folder: URL
  /// The name of the file, as the lock has it.
  let fileName: String
  /// The folder in which the program runs.
  var workingFolder = URL(filePath: FileManager.default.currentDirectoryPath)

  /// Where the file is looked for, in this order: in the folder `experiments` beside the one that
  /// results are in and beside that one, then the same from where the program runs.
  var places: [String] {
    let root = folder.standardizedFileURL.deletingLastPathComponent().deletingLastPathComponent()
    let candidates = [root, workingFolder.standardizedFileURL].flatMap { base in
      [
        base.appending(path: "experiments/\(fileName)", directoryHint: .notDirectory),
        base.appending(path: fileName, directoryHint: .notDirectory),
      ]
    }
    var known: Set<String> = []
    return candidates.map { relative($0.path) }.filter { known.insert($0).inserted }
  }

  /// The first place where there is a file.
  ///
  /// - Throws: `UsageError` when there is none.
  func find() throws(UsageError) -> String {
    for place in places where FileManager.default.fileExists(atPath: absolute(place)) {
      return place
    }
    throw UsageError(
      "there is no experiment file '\(fileName)' in any of: \(places.joined(separator: ", "))",
      hint: "name it with --experiment FILE")
  }

  private func absolute(_ place: String) -> String {
    place.hasPrefix("/") ? place : workingFolder.appending(path: place).path
  }

  /// A path below the working folder without that folder.
  private func relative(_ path: String) -> String {
    let base = workingFolder.standardizedFileURL.path
    return path.hasPrefix(base + "/") ? String(path.dropFirst(base.count + 1)) : path
  }
}
