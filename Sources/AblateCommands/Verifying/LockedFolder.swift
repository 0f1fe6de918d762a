internal import Foundation
internal import Records
internal import Reporting
internal import Specification

/// A results folder with a lock that can be believed, and the experiment file it was made from.
struct LockedFolder {
  /// Why a folder cannot be used.
  struct Refusal: Error {
    var code: ExitCode
    /// What was looked at.
    var title: String
    /// `nil` when it has been shown already.
    var reason: String?
  }

  let url: URL
  /// The path as messages show it.
  let path: String
  /// The experiment file.
  let file: String
  let locked: LockedResults

  /// Reads lock and experiment file.
  ///
  /// - Parameters:
  ///   - word: The folder, as the user gave it.
  ///   - experimentFile: The experiment file, or `nil` to look for it.
  ///   - loader: Reads it.
  /// - Throws: `Refusal` when they do not belong together; what keeps them from being read.
  init(_ word: String, experimentFile: String?, _ loader: ExperimentLoader) throws {
    url = URL(filePath: word, directoryHint: .isDirectory)
    path = word.count > 1 && word.hasSuffix("/") ? String(word.dropLast()) : word
    let lock = try Self.lock(in: url, path)
    file = try experimentFile ?? ExperimentFinder(folder: url, fileName: lock.origin.file).find()
    let restrictions = Restrictions(overrides: lock.origin.overrides, only: lock.origin.only)
    guard let experiment = try loader.reread(file, restrictions) else {
      throw Refusal(code: .usage, title: "experiment file")
    }
    guard experiment.digest == lock.origin.experimentDigest else {
      throw Refusal(
        code: .gate, title: "experiment file",
        reason: "\(path): \(file) is not what the results were made from: it was changed since, or "
          + "is another file")
    }
    locked = try LockedResults(lock, experiment, in: url, path: path)
  }

  private static func lock(in folder: URL, _ shown: String) throws -> ResultLock {
    let name = ResultLock.fileName
    guard let bytes = try DurableFile.read(folder.appending(path: name)) else {
      throw Refusal(
        code: .gate, title: name,
        reason: "\(shown) has no \(name): the results were made before there were locks, or were "
          + "copied without it; 'ablate run' and 'ablate table' write it")
    }
    switch ResultLock.read(bytes) {
    case .success(let lock): return lock
    case .failure(let damage):
      throw Refusal(code: .gate, title: name, reason: "\(shown)/\(name): \(damage)")
    }
  }
}
