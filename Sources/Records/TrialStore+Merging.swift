internal import Foundation

extension TrialStore {
  private var canariesFolder: URL {
    folder.appending(path: "canaries", directoryHint: .isDirectory)
  }

  /// Whether a run has written anything; a shard without a trial of its own has its canary.
  package var isThere: Bool {
    [trialsFolder, canariesFolder].contains { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// What the common trial came to on the machines that trained for this store, sorted by name.
  ///
  /// Files that cannot be trusted are left out: a canary is trained again where it is missing.
  package func canaries() throws(StoreError) -> [CanaryRecord] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: canariesFolder.path)) ?? []
    var found: [CanaryRecord] = []
    for name in names.sorted() where name.hasSuffix(".json") {
      guard let bytes = try DurableFile.read(canariesFolder.appending(path: name)) else { continue }
      if case .success(let canary) = CanaryRecord.read(bytes) { found.append(canary) }
    }
    return found
  }

  /// Keeps what the common trial came to.
  package func save(_ canary: CanaryRecord) throws(StoreError) {
    try DurableFile.makeFolder(canariesFolder)
    try DurableFile.write(canary.file, to: canariesFolder.appending(path: canary.fileName))
  }

  /// Takes over a trial as it is; its record comes last, and its state in training is left behind.
  ///
  /// - Throws: `StoreError`; the trial then counts as absent, or is still as it was.
  package func copy(_ id: String, from other: TrialStore) throws(StoreError) {
    try makeFolder(of: id)
    let names = other.files(of: id).map(\.url.lastPathComponent).filter {
      !Self.isPartial($0) && $0 != Self.checkpointFile && $0 != "record.json"
    }
    for name in names + ["record.json"] {
      // What is no file was not written by this program.
      guard case .file(let bytes) = try DurableFile.find(other.file(name, of: id)) else { continue }
      try write(bytes, name, of: id, isLast: name == "record.json")
    }
  }

  private var mixtureFile: URL { folder.appending(path: "mixed.json") }

  /// How the machines differ whose trials were united although their bits differ, one sentence each.
  package func mixture() throws(StoreError) -> [String] {
    guard let bytes = try DurableFile.read(mixtureFile),
      case .array(let items) = JSONReader.read(bytes)
    else { return [] }
    return items.compactMap(\.string)
  }

  /// Marks the store.
  package func mark(mixture lines: [String]) throws(StoreError) {
    try DurableFile.makeFolder(folder)
    let text = JSONText.array(lines.map { JSONText.string($0) })
    try DurableFile.write(Array(text.utf8), to: mixtureFile)
  }
}
