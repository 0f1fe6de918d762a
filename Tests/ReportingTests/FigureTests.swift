import Foundation
import FoundationXML
@testable import Reporting
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

  /// An axis with long numbers has its title beside them, not across them.
  @Test(arguments: ["75%", "98.4%", "0.00001", "−12345.678"])
  func titlesOfAxesStandBesideTheNumbers(_ label: String) {
    let axis = Axis(
      title: "loss", lower: 0, upper: 1, ticks: [.init(position: 0.5, label: label)])
    let panel = Figure.Panel(title: "", series: [], ordinate: axis, diverged: [])
    let figure = Figure(
      name: "", title: "", subtitle: "", abscissa: axis,
      panels: [panel, panel, panel], sharesOrdinate: false, legend: [])
    let layout = FigureLayout(figure)
    for index in 0..<3 {
      let place = layout.place(of: index)
      let middle = place.ordinateTitle * Double(layout.width)
      let numbers = place.left * Double(layout.width) - 14 - 7.9 * Double(label.count)
      // Half a line of 13 pixels.
      #expect(middle + 6.5 < numbers)
      #expect(middle - 6.5 > 0)
      let before = index % 2 == 1 ? layout.place(of: index - 1).right * Double(layout.width) : 0
      #expect(middle - 6.5 > before)
    }
  }
}
