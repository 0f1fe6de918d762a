import Foundation
import FoundationXML
import Reporting
import Specification
import Testing

@Suite struct FigureTests {
  @Test(arguments: Fixture.withFigures)
  func scriptsAreAsRecorded(_ fixture: Fixture) throws {
    let figures = FigureFiles(fixture.results())
    #expect(figures.scripts.count == fixture.experiment.report.plots.count)
    for (path, script) in figures.scripts {
      let name = URL(filePath: path).deletingPathExtension().lastPathComponent
      try expectGolden(script, "\(fixture.name)/\(name).gnuplot")
    }
  }

  @Test func withoutGnuplotThereIsOneClearWarning() {
    let figures = FigureFiles(Fixture.panelsByVariant.results())
    let error = #expect(throws: GnuplotError.notInstalled) {
      try figures.draw(in: nil, path: "/nowhere")
    }
    #expect(
      error?.description
        == "figures were not drawn because gnuplot is not installed; install it with"
        + " 'apt-get install gnuplot-nox' (or 'brew install gnuplot') and run 'ablate table'")
  }

  @Test func withoutPlotsNothingIsNeeded() throws {
    let figures = FigureFiles(Fixture.oneSeed.results())
    #expect(try figures.draw(in: nil, path: "").isEmpty)
  }

  @Test(
    .enabled(if: hasGnuplot, "gnuplot is not installed: figures are NOT tested"),
    arguments: Fixture.withFigures)
  func everyScriptDrawsAPicture(_ fixture: Fixture) throws {
    let figures = FigureFiles(fixture.results())
    let files = try figures.draw(in: nil)
    #expect(files.keys.sorted() == figures.scripts.map(\.path).sorted())
    for (path, script) in figures.scripts {
      let bytes = try #require(files[path])
      #expect(FigureFiles.isCurrent(bytes, script))
      #expect(!FigureFiles.isCurrent(bytes, script + " "))
      let picture = try XMLDocument(data: Data(bytes))
      #expect(picture.rootElement()?.name == "svg")
    }
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed: figures are NOT tested"))
  func namesAreTextAndNothingElse() throws {
    var fixture = Fixture.oneEpoch
    let name = "a `touch pwned` $(b) @c \\n 'd' \"e\" {f}_g ^h %i &amp; <j>\u{7}\nk"
    fixture.experiment.variants[0].name = name
    fixture.experiment.report.plots[0].title = name
    let files = try FigureFiles(fixture.results()).draw(in: nil)
    let picture = try XMLDocument(data: Data(try #require(files["figures/single.svg"])))
    let texts = try picture.nodes(forXPath: "//*[local-name()='text']").compactMap(\.stringValue)
    let shown = name.replacing("'", with: "’").replacing("\u{7}\n", with: "  ")
    #expect(texts.contains(shown), "\(texts)")
  }
}
