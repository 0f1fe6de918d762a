package import Foundation
package import Records

/// The folder `results/<name>`: a pure function of the experiment file and its trials.
package struct ResultFolder: Sendable {
  /// File contents by path within the folder.
  package var files: [String: [UInt8]]

  /// The tables and lists; figures are added apart because they may be impossible to draw.
  package init(_ results: Results) {
    let table = ResultTable(results)
    files = [
      TrialsFile.fileName: Array(TrialsFile.render(results).utf8),
      CurvesFile.fileName: Array(CurvesFile.render(results).utf8),
    ]
    for format in TableFormatRegistry.all {
      if let name = format.fileName { files[name] = Array(format.render(table).utf8) }
    }
  }

  /// Writes what differs and touches nothing else.
  ///
  /// - Parameters:
  ///   - folder: Created where missing.
  ///   - removingFigures: Whether figures that are not among `files` go; say no when figures could
  ///     not be drawn, so that those drawn elsewhere stay.
  /// - Returns: The paths that were written or removed, sorted.
  /// - Throws: `StoreError` when the folder cannot be written.
  @discardableResult
  package func write(to folder: URL, removingFigures: Bool = true) throws(StoreError) -> [String] {
    var changed: [String] = []
    for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
      let url = folder.appending(path: path, directoryHint: .notDirectory)
      if try DurableFile.read(url) == bytes { continue }
      try DurableFile.makeFolder(url.deletingLastPathComponent())
      try DurableFile.write(bytes, to: url)
      changed.append(path)
    }
    if removingFigures { changed += try removeOldFigures(folder) }
    return changed.sorted()
  }

  private func removeOldFigures(_ folder: URL) throws(StoreError) -> [String] {
    let figures = folder.appending(path: "figures", directoryHint: .isDirectory)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: figures.path)) ?? []
    var removed: [String] = []
    for name in names where name.hasSuffix(".svg") && files["figures/\(name)"] == nil {
      let url = figures.appending(path: name, directoryHint: .notDirectory)
      do {
        try FileManager.default.removeItem(at: url)
      } catch {
        throw StoreError("cannot remove the old figure '\(url.path)'")
      }
      removed.append("figures/\(name)")
    }
    if !removed.isEmpty && removed.count == names.count {
      try? FileManager.default.removeItem(at: figures)
    }
    return removed
  }
}
