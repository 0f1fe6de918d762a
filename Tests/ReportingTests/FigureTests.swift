import Foundation
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
}
