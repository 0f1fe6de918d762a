package import Foundation
internal import Records
package import Reporting

/// Compares a results folder with what it should hold.
package struct FolderVerifier: Sendable {
  /// What was found.
  package struct Findings: Sendable {
    /// What is not as it should be, file by file.
    package var discrepancies: [FileDiscrepancy] = []
    /// What is not there, and need not be, as sentences.
    package var notes: [String] = []
    /// The files that were compared, each with whether it is right, in the order of the comparison.
    package var files: [(name: String, isRight: Bool)] = []
  }

  private let folder: URL
  private let path: String

  /// - Parameters:
  ///   - folder: The results folder.
  ///   - path: As messages show it, without a slash at its end.
  package init(_ folder: URL, path: String) {
    self.folder = folder
    self.path = path
  }

  /// The columns that name a row of each list.
  private static let keys = [
    CSVTable.fileName ?? "": ["variant"], TrialsFile.fileName: ["id", "phase", "variant", "seed"],
    CurvesFile.fileName: ["variant", "seed", "epoch", "metric"],
    PredictionsFile.fileName: ["variant", "seed"],
    ConfusionFile.fileName: ["variant", "seed", "actual", "predicted"],
    ClassesFile.fileName: ["variant", "class"],
  ]

  /// Compares all files.
  ///
  /// - Parameter expected: What the folder should hold.
  /// - Returns: What was found.
  /// - Throws: `StoreError` when a file is there but cannot be read.
  package func findings(_ expected: ResultFolder) throws -> Findings {
    var findings = Findings()
    for (name, bytes) in expected.files.sorted(by: { $0.key < $1.key }) {
      let found = try DurableFile.read(folder.appending(path: name))
      let places = discrepancies(name, found, bytes)
      findings.discrepancies += places
      findings.files.append((name, places.isEmpty))
    }
    for name in [PredictionsFile.fileName, ConfusionFile.fileName, ClassesFile.fileName]
    where try expected.files[name] == nil && DurableFile.read(folder.appending(path: name)) != nil {
      findings.discrepancies.append(
        FileDiscrepancy("\(path)/\(name)", "should not be there: it is not asked for"))
    }
    try compareFigures(expected, &findings)
    return findings
  }

  private func discrepancies(
    _ name: String, _ found: [UInt8]?, _ expected: [UInt8]
  ) -> [FileDiscrepancy] {
    let shown = "\(path)/\(name)"
    guard let found else { return [FileDiscrepancy(shown, "the file is missing")] }
    if let keys = Self.keys[name] {
      return CSVVerifier.discrepancies(found, expected: expected, keys: keys, path: shown)
    }
    if name == ResultLock.fileName, found != expected {
      // Its lines are too long to be shown.
      let same = zip(found, expected).prefix { $0 == $1 }
      let line = same.count { $0.0 == UInt8(ascii: "\n") } + 1
      return [
        FileDiscrepancy(shown, line: line, "the line does not fit the rest of the lock")
      ]
    }
    return TextVerifier.discrepancies(found, expected: expected, path: shown)
  }

  /// A picture is compared by the digests of its script and of itself that it carries: other
  /// versions of gnuplot draw the same picture with other bytes.
  private func compareFigures(_ expected: ResultFolder, _ findings: inout Findings) throws {
    for (name, script) in expected.figures.scripts {
      guard let found = try DurableFile.read(folder.appending(path: name)) else {
        findings.notes.append(
          "\(path)/\(name) is not there; it is drawn where gnuplot is installed")
        continue
      }
      let isRight = FigureFiles.isCurrent(found, script)
      findings.files.append((name, isRight))
      if !isRight {
        findings.discrepancies.append(
          FileDiscrepancy(
            "\(path)/\(name)", "the picture is not the one that was drawn from these results"))
      }
    }
    let declared = Set(expected.figures.scripts.map(\.path))
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "figures").path)
    for name in (names ?? []).sorted()
    where name.hasSuffix(".svg") && !declared.contains("figures/\(name)") {
      findings.discrepancies.append(
        FileDiscrepancy("\(path)/figures/\(name)", "should not be there: no plot declares it"))
    }
  }
}
