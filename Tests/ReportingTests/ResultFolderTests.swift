import Foundation
import Records
import Reporting
import Specification
import Testing

let hasGnuplot =
  (try? FigureFiles(Fixture.panelsByVariant.results()).draw(in: nil)) != nil

@Suite struct ResultFolderTests {
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "ablate-results-\(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func snapshot(_ folder: URL) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      files[name] = try? Data(contentsOf: folder.appending(path: name))
    }
    return files
  }

  @Test func allFilesAreWrittenOnce() throws {
    try withFolder { folder in
      let written = try ResultFolder(Fixture.oneSeed.results()).write(to: folder)
      #expect(written == ["curves.csv", "table.csv", "table.md", "trials.csv"])
      let before = try snapshot(folder)
      #expect(before.keys.sorted() == written)
      #expect(try ResultFolder(Fixture.oneSeed.results()).write(to: folder).isEmpty)
      #expect(try snapshot(folder) == before)
    }
  }

  @Test func unchangedFilesAreNotTouched() throws {
    try withFolder { folder in
      try ResultFolder(Fixture.oneSeed.results()).write(to: folder)
      let past = Date(timeIntervalSince1970: 1_000_000)
      for name in ["table.md", "trials.csv"] {
        try FileManager.default.setAttributes(
          [.modificationDate: past], ofItemAtPath: folder.appending(path: name).path)
      }
      try Data("changed by hand".utf8).write(to: folder.appending(path: "table.md"))
      #expect(try ResultFolder(Fixture.oneSeed.results()).write(to: folder) == ["table.md"])
      let attributes = try FileManager.default.attributesOfItem(
        atPath: folder.appending(path: "trials.csv").path)
      #expect(attributes[.modificationDate] as? Date == past)
    }
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed: figures are NOT tested"))
  func figuresAreTheSameEachTimeAndGoWhenNoLongerDeclared() throws {
    try withFolder { folder in
      var fixture = Fixture.manyVariants
      let written = try ResultFolder(fixture.results()).write(to: folder)
      #expect(written.filter { $0.hasPrefix("figures/") }.count == 4)
      let before = try snapshot(folder)
      try FileManager.default.removeItem(at: folder.appending(path: "figures"))
      try ResultFolder(fixture.results()).write(to: folder)
      #expect(try snapshot(folder) == before)
      fixture.experiment.report.plots.removeFirst()
      #expect(
        try ResultFolder(fixture.results()).write(to: folder) == ["figures/training-cost.svg"])
      fixture.experiment.report.plots = []
      try ResultFolder(fixture.results()).write(to: folder)
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "figures").path))
    }
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed: figures are NOT tested"))
  func currentFiguresNeedNoGnuplotAndChangedOnesWarn() throws {
    try withFolder { folder in
      let results = Fixture.panelsByVariant.results()
      try ResultFolder(results).write(to: folder)
      var warnings: [String] = []
      let write = {
        try ResultFolder(results).write(to: folder, path: "/nowhere") { warnings.append($0) }
      }
      #expect(try write().isEmpty)
      #expect(warnings.isEmpty)
      let url = folder.appending(path: "figures/accuracy.svg")
      let picture = try String(contentsOf: url, encoding: .utf8)
      #expect(picture.contains("font-family=\"DejaVu Sans, Verdana, Helvetica"))
      #expect(!picture.contains("GNUPLOT"))
      try Data(picture.replacing("90%", with: "95%").utf8).write(to: url)
      #expect(try write().isEmpty)
      #expect(warnings == [GnuplotError.notInstalled.description])
      #expect(try ResultFolder(results).write(to: folder) == ["figures/accuracy.svg"])
      #expect(try String(contentsOf: url, encoding: .utf8) == picture)
    }
  }
}
