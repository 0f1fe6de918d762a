package import Foundation
internal import Specification

/// What the store knows about one record.
package enum Stored<Record: Sendable & Equatable>: Sendable, Equatable {
  case absent
  /// There is something, but it must not be trusted: the file and why, in one sentence.
  case damaged(String)
  case intact(Record)

  /// The record, when it can be trusted.
  package var record: Record? {
    switch self {
    case .absent, .damaged: nil
    case .intact(let record): record
    }
  }
}

/// All finished trials, content-addressed: `trials/<id>/{record.json, sealed.json, curves.csv}`, and
/// `weights.safetensors` where they are kept.
///
/// A trial is there when its `record.json` is, which is written last. Records are checked each time
/// they are read. Safe for several processes at once. A trial in training may have left its state in
/// `checkpoint.json`.
package struct TrialStore: Sendable {
  /// The store's root, `.ablate` by default.
  package let folder: URL

  /// The path of `trialsFolder`, which would be made anew for each of thousands of records.
  private let trialsPath: String

  package init(folder: URL) {
    self.folder = folder
    trialsPath = folder.appending(path: "trials", directoryHint: .isDirectory).path
  }

  package var trialsFolder: URL { folder.appending(path: "trials", directoryHint: .isDirectory) }

  package func folder(of id: String) -> URL {
    trialsFolder.appending(path: id, directoryHint: .isDirectory)
  }

  /// The path of a file, for calls that are made thousands of times.
  func path(_ name: String, of id: String) -> String { "\(trialsPath)/\(id)/\(name)" }

  func file(_ name: String, of id: String) -> URL {
    folder(of: id).appending(path: name, directoryHint: .notDirectory)
  }

  /// Writes a trial, replacing what was there; its checkpoint goes.
  ///
  /// - Parameters:
  ///   - record: What selection may see.
  ///   - sealed: The test-set side of the same trial.
  ///   - weights: Its weights, where they are kept.
  ///   - form: What decides its identity, where that is known.
  /// - Throws: `StoreError`; the trial then counts as absent, or is still as it was.
  /// - Precondition: All have the same id.
  package func save(
    _ record: TrialRecord, _ sealed: SealedRecord, weights: TrialWeights? = nil,
    form: String? = nil
  ) throws(StoreError) {
    precondition(record.id == sealed.id, "the two sides of a trial have different ids")
    precondition(weights.map { $0.id == record.id } ?? true, "these are another trial's weights")
    let id = record.id
    try makeFolder(of: id)
    if let weights { try write(weights, isLast: false) }
    if let form { try write(Array(form.utf8), Self.formFile, of: id, isLast: false) }
    try write(sealed.file, "sealed.json", of: id, isLast: false)
    try write(Array(record.curvesText.utf8), "curves.csv", of: id, isLast: false)
    try write(record.file, "record.json", of: id)
    try removeCheckpoint(of: id)
    DurableFile.removeAbandonedPartials(in: folder(of: record.id))
  }

  /// Makes the folder of a trial; what is no folder and has its name is moved aside.
  func makeFolder(of id: String) throws(StoreError) {
    let folder = folder(of: id)
    if DurableFile.isTaken(folder), !DurableFile.isFolder(folder) {
      try DurableFile.moveAside(folder)
    }
    try DurableFile.makeFolder(folder)
  }

  /// Replaces a file of a trial; a folder that has its name is moved aside.
  func write(
    _ bytes: [UInt8], _ name: String, of id: String, isLast: Bool = true
  ) throws(StoreError) {
    let url = file(name, of: id)
    if DurableFile.isFolder(url) { try DurableFile.moveAside(url) }
    try DurableFile.write(bytes, to: url, isLast: isLast)
  }

  /// Reads a file of a trial and checks it.
  ///
  /// - Parameters:
  ///   - name: The file's name.
  ///   - id: The trial's identity.
  ///   - check: What the bytes of the file at a path stand for.
  /// - Returns: What `check` returns, or why there is nothing to be checked.
  /// - Throws: `StoreError` when the file is there but cannot be read, and what `check` throws.
  func read<Value>(
    _ name: String, of id: String,
    check: (_ path: String, _ bytes: [UInt8]) throws(StoreError) -> Stored<Value>
  ) throws(StoreError) -> Stored<Value> {
    let path = path(name, of: id)
    switch try DurableFile.find(path: path) {
    case .file(let bytes): return try check(path, bytes)
    case .odd(let reason): return .damaged("'\(path)' is damaged: \(reason)")
    case .absent:
      let folder = folder(of: id)
      guard DurableFile.isTaken(folder), !DurableFile.isFolder(folder) else { return .absent }
      return .damaged("'\(folder.path)' is damaged: it is no folder")
    }
  }

  /// The file with what decides a trial's identity; trials of earlier versions have none.
  static let formFile = "specification.json"

  /// What decides the identity of a trial.
  ///
  /// It needs no checksum: its digest is the trial's name.
  ///
  /// - Parameter id: The trial's identity.
  /// - Returns: The form, or why there is none; that of a trial of an earlier version is absent.
  /// - Throws: `StoreError` when a file is there but cannot be read.
  package func loadForm(_ id: String) throws(StoreError) -> Stored<String> {
    try read(Self.formFile, of: id) { path, bytes in
      let form = String(decoding: bytes, as: UTF8.self)
      return TrialIdentity.id(ofForm: form) == id
        ? .intact(form)
        : .damaged("'\(path)' is damaged: its digest is not the trial's name")
    }
  }

  /// Replaces what decides the identity of a trial that is there already.
  ///
  /// - Throws: `StoreError`; the file is then still as it was.
  /// - Precondition: The form is the trial's own.
  package func saveForm(_ form: String, of id: String) throws(StoreError) {
    precondition(TrialIdentity.id(ofForm: form) == id, "this is another trial's form")
    try write(Array(form.utf8), Self.formFile, of: id)
  }

  /// Reads a trial's record and checks that both sides of the trial are whole.
  ///
  /// The sealed side is compared with its checksum only, never decoded.
  ///
  /// - Parameter id: The trial's identity.
  /// - Returns: The record, or why there is none.
  /// - Throws: `StoreError` when a file is there but cannot be read.
  package func load(_ id: String) throws(StoreError) -> Stored<TrialRecord> {
    try read("record.json", of: id) { path, bytes throws(StoreError) in
      switch TrialRecord.read(bytes) {
      case .failure(let damage): return .damaged("'\(path)' is damaged: \(damage.reason)")
      case .success(let record):
        guard record.id == id else { return .damaged(foreign(path, record.id)) }
        return try checkSealed(of: id).map { .damaged($0) } ?? .intact(record)
      }
    }
  }

  /// Opens the seal of a trial; only for trials that stand behind a row of the table.
  ///
  /// - Parameter id: The trial's identity.
  /// - Returns: The test-set side, or why there is none.
  /// - Throws: `StoreError` when a file is there but cannot be read.
  package func loadSealed(_ id: String) throws(StoreError) -> Stored<SealedRecord> {
    try read("sealed.json", of: id) { path, bytes in
      switch SealedRecord.read(bytes) {
      case .failure(let damage): .damaged("'\(path)' is damaged: \(damage.reason)")
      case .success(let sealed):
        sealed.id == id ? .intact(sealed) : .damaged(foreign(path, sealed.id))
      }
    }
  }

  /// The digest of the test-set side of a trial, without a look at what it says.
  ///
  /// - Parameters:
  ///   - id: The trial's identity.
  ///   - isWhole: Whether predicted classes count, where they were asked for.
  /// - Returns: The digest, or why there is none.
  /// - Throws: `StoreError` when the file is there but cannot be read.
  package func sealedDigest(
    _ id: String, isWhole: Bool = true
  ) throws(StoreError) -> Stored<String> {
    try read("sealed.json", of: id) { path, bytes in
      if !isWhole, Data(bytes).range(of: Data("\"predicted\":".utf8)) != nil {
        switch SealedRecord.read(bytes) {
        case .success(let sealed): return .intact(sealed.restricted(to: RunPolicy()).digest)
        case .failure(let damage): return .damaged("'\(path)' is damaged: \(damage.reason)")
        }
      }
      switch RecordEnvelope.digest(.sealed, bytes) {
      case .success(let digest): return .intact(digest)
      case .failure(let damage): return .damaged("'\(path)' is damaged: \(damage.reason)")
      }
    }
  }

  /// What is wrong with the sealed side, or `nil`.
  private func checkSealed(of id: String) throws(StoreError) -> String? {
    let found: Stored<Bool> = try read("sealed.json", of: id) { path, bytes in
      switch RecordEnvelope.check(.sealed, bytes) {
      case .success(let body):
        // The identity comes first, so that nothing behind it need be read.
        return body.starts(with: SealedRecord.start(id: id).utf8)
          ? .intact(true) : .damaged("'\(path)' belongs to another trial")
      case .failure(let damage): return .damaged("'\(path)' is damaged: \(damage.reason)")
      }
    }
    switch found {
    case .absent: return "'\(file("sealed.json", of: id).path)' is missing"
    case .damaged(let reason): return reason
    case .intact: return nil
    }
  }

  func foreign(_ path: String, _ id: String) -> String {
    "'\(path)' belongs to another trial, \(id)"
  }

  /// The ids of all trials that have a folder, sorted; nothing is checked.
  package func allIDs() throws(StoreError) -> [String] {
    guard FileManager.default.fileExists(atPath: trialsFolder.path) else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: trialsFolder.path)
        .filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      throw StoreError("cannot read the folder '\(trialsFolder.path)'")
    }
  }

  /// Claims a trial, so that no other worker or process trains it at the same time.
  ///
  /// - Parameter id: The trial's identity.
  /// - Returns: A lock that lasts as long as it is referred to, or `nil` when another has it.
  /// - Throws: `StoreError` when the store cannot be written.
  package func tryLock(_ id: String) throws(StoreError) -> FileLock? {
    try DurableFile.makeFolder(locksFolder)
    return try DurableFile.tryLock(locksFolder.appending(path: id, directoryHint: .notDirectory))
  }
}

extension TrialRecord {
  /// The curves for people and other programs; the store itself never reads them back.
  fileprivate var curvesText: String {
    var lines = ["epoch,metric,value"]
    for (metric, curve) in curves.sorted(by: { $0.key < $1.key }) {
      for (index, value) in curve.enumerated() {
        if let value { lines.append("\(index + 1),\(metric.name),\(value)") }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
