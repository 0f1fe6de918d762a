import Foundation
import Records
import Selecting
import Specification
import Statistics
import Testing

@testable import Reporting

@Suite struct ConfusionTests {
  /// Three variants, four seeds; one variant diverged, one lacks the predictions of a seed.
  private static let fixture: Fixture = {
    var builder = FixtureBuilder(name: "confusion")
    builder.replicate = [2, 3, 4, 5]
    builder.title = "Which classes are taken for which"
    for (index, name) in ["Plain, with comma", "Dropout", "Diverged"].enumerated() {
      builder.add(
        name, "",
        [
          FixtureBuilder.Setting(
            assignment: [("learning_rate", 0.1)], accuracy: 0.9 - Double(index) / 100,
            state: index == 2 ? .diverged(epoch: 1, step: 1) : .finished)
        ])
    }
    var fixture = builder.fixture
    fixture.experiment.report.confusion = true
    let names = ["T-shirt", "trouser", "a \"quoted\", long class name", "ankle boot"]
    let labels = (0..<80).map { UInt8($0 % 4 == 3 ? 0 : $0 % 4) }
    for variant in fixture.experiment.variants {
      for candidate in variant.candidates {
        fixture.testSets[candidate.trial.data] = TestSet(
          digest: "d", count: 80, labels: labels, classNames: names)
      }
    }
    for (id, sealed) in fixture.sealed {
      let seed = Int(sealed.id.split(separator: "=").last ?? "") ?? 0
      let shift = id.hasPrefix("v0") ? 7 : 11
      fixture.sealed[id]?.predicted = labels.enumerated().map { index, label in
        (index * seed) % shift == 3 ? (label + 1) % 4 : label
      }
    }
    fixture.sealed["v1,learning_rate=0.1,seed=4"]?.predicted = []
    return fixture
  }()

  @Test func everyPairOfClassesIsCounted() throws {
    let confusions = Confusion.all(Self.fixture.results())
    #expect(confusions.map(\.variant) == ["Plain, with comma", "Dropout"])
    #expect(confusions.map { $0.trials.map(\.seed) } == [[2, 3, 4, 5], [2, 3, 5]])
    for trial in confusions[0].trials {
      #expect(trial.counts.map { $0.reduce(0, +) } == [40, 20, 20, 0])
    }
    // Seed 2: of 80 examples those with 2 · index ≡ 3 (mod 7), that is index ≡ 5.
    let wrong = confusions[0].trials[0].counts.enumerated().reduce(0) { sum, row in
      sum + row.element.enumerated().reduce(0) { $0 + ($1.offset == row.offset ? 0 : $1.element) }
    }
    #expect(wrong == 11)
    try expectGolden(ConfusionFile.render(confusions), "confusion/confusion.csv")
    try expectGolden(ClassesFile.render(confusions), "confusion/classes.csv")
  }

  @Test func theAccuracyOfAClassIsTheMeanOverSeeds() throws {
    let confusion = try #require(Confusion.all(Self.fixture.results()).first)
    let shares = confusion.trials.map { Double($0.counts[0][0]) / 40 }
    let summary = try #require(confusion.share(0, 0))
    #expect(abs(summary.mean - shares.reduce(0, +) / 4) < 1e-15)
    #expect(summary.halfWidth != nil)
    // No example is of the last class.
    #expect(confusion.share(3, 3) == nil)
  }

  @Test func theFilesAreThereWhereTheyAreAskedFor() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "confusion-\(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: folder) }
    var fixture = Self.fixture
    let written = try ResultFolder(fixture.results()).write(to: folder, path: "/nowhere")
    #expect(written.filter { $0.hasPrefix("c") } == ["classes.csv", "confusion.csv", "curves.csv"])
    #expect(try ResultFolder(fixture.results()).write(to: folder, path: "/nowhere") == [])
    fixture.experiment.report.confusion = false
    #expect(
      try ResultFolder(fixture.results()).write(to: folder, path: "/nowhere")
        == ["classes.csv", "confusion.csv"])
    #expect(
      !FileManager.default.fileExists(atPath: folder.appending(path: "confusion.csv").path))
  }

  @Test func theHeatMapIsAsRecorded() throws {
    let scripts = FigureFiles(Self.fixture.results()).scripts
    #expect(scripts.map(\.path) == ["figures/confusion.svg"])
    try expectGolden(scripts[0].script, "confusion/confusion.gnuplot")
    let other = FigureFiles(Self.fixture.results()).scripts
    #expect(other[0].script == scripts[0].script)
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed: figures are NOT tested"))
  func theHeatMapIsAPictureWithTheSameBytesEachTime() throws {
    let figures = FigureFiles(Self.fixture.results())
    let first = try #require(try figures.draw(in: nil)["figures/confusion.svg"])
    #expect(try figures.draw(in: nil)["figures/confusion.svg"] == first)
    let text = String(decoding: first, as: UTF8.self)
    #expect(text.contains("<svg") && text.contains("Plain, with comma"))
  }
}
