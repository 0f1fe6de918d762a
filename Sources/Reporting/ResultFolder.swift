package import Foundation
package import Records
internal import Specification

/// The folder `results/<name>`: a pure function of the experiment file and its trials.
package struct ResultFolder: Sendable {
  /// The contents of tables and lists by path within the folder.
  package let files: [String: [UInt8]]
  package let figures: FigureFiles

  /// Renders everything but the figures.
  ///
  /// - Parameters:
  ///   - results: What to render.
  ///   - table: Their table, where it has been made already.
  ///   - lock: What stands behind it; `nil` leaves the lock out.
  package init(_ results: Results, table: ResultTable? = nil, lock: ResultLock? = nil) {
    let table = table ?? ResultTable(results)
    var files = [
      TrialsFile.fileName: Array(TrialsFile.render(results).utf8),
      CurvesFile.fileName: Array(CurvesFile.render(results).utf8),
    ]
    if results.experiment.report.predictions {
      files[PredictionsFile.fileName] = Array(PredictionsFile.render(results).utf8)
    }
    if let lock { files[ResultLock.fileName] = Array(lock.text(results).utf8) }
    if results.experiment.report.confusion {
      let confusions = Confusion.all(results)
      files[ConfusionFile.fileName] = Array(ConfusionFile.render(confusions).utf8)
      files[ClassesFile.fileName] = Array(ClassesFile.render(confusions).utf8)
    }
    for format in TableFormatRegistry.all {
      if let name = format.fileName { files[name] = Array(format.render(table).utf8) }
    }
    self.files = files
    figures = FigureFiles(results)
  }

  /// Writes what differs, removes figures that are no longer declared, touches nothing else.
  ///
  /// - Parameters:
  ///   - folder: Created where missing.
  ///   - path: Folders in which gnuplot is looked for, as in `PATH`.
  ///   - warn: Told in one sentence when figures cannot be drawn; those that are there then stay.
  /// - Returns: The paths that were written or removed, sorted.
  /// - Throws: `StoreError` when the folder cannot be written.
  @discardableResult
  package func write(
    to folder: URL, path: String? = ProcessInfo.processInfo.environment["PATH"],
    warn: (String) -> Void = { _ in }
  ) throws(StoreError) -> [String] {
    var changed = try write(files, to: folder)
    var drawn: [String: [UInt8]] = [:]
    do {
      drawn = try figures.draw(in: folder, path: path)
    } catch {
      warn(error.description)
    }
    changed += try write(drawn, to: folder)
    for folder in [folder, folder.appending(path: "figures")] {
      DurableFile.removeAbandonedPartials(in: folder)
    }
    return (try changed + removeOldFigures(folder) + removeOldFiles(folder)).sorted()
  }

  private func write(_ files: [String: [UInt8]], to folder: URL) throws(StoreError) -> [String] {
    var changed: [String] = []
    for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
      let url = folder.appending(path: path, directoryHint: .notDirectory)
      if try DurableFile.read(url) == bytes { continue }
      try DurableFile.makeFolder(url.deletingLastPathComponent())
      try DurableFile.write(bytes, to: url)
      changed.append(path)
    }
    return changed
  }

  /// The files that are there only where the report asks for them.
  private static let optionalFiles = [
    PredictionsFile.fileName, ConfusionFile.fileName, ClassesFile.fileName,
  ]

  /// What an older run wrote beside newer numbers would mislead.
  private func removeOldFiles(_ folder: URL) throws(StoreError) -> [String] {
    var removed: [String] = []
    for name in Self.optionalFiles where files[name] == nil {
      let url = folder.appending(path: name, directoryHint: .notDirectory)
      guard FileManager.default.fileExists(atPath: url.path) else { continue }
      do {
        try FileManager.default.removeItem(at: url)
      } catch {
        throw StoreError("cannot remove the old file '\(url.path)'")
      }
      removed.append(name)
    }
    return removed
  }

  private func removeOldFigures(_ folder: URL) throws(StoreError) -> [String] {
    let figureFolder = folder.appending(path: "figures", directoryHint: .isDirectory)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: figureFolder.path)) ?? []
    let declared = Set(figures.scripts.map(\.path))
    var removed: [String] = []
    for name in names where name.hasSuffix(".svg") && !declared.contains("figures/\(name)") {
      let url = figureFolder.appending(path: name, directoryHint: .notDirectory)
      do {
        try FileManager.default.removeItem(at: url)
      } catch {
        throw StoreError("cannot remove the old figure '\(url.path)'")
      }
      removed.append("figures/\(name)")
    }
    if !removed.isEmpty && removed.count == names.count {
      try? FileManager.default.removeItem(at: figureFolder)
    }
    return removed
  }
}
