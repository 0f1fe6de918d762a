import Foundation
import Specification
import Testing

@testable import Reporting

@Suite(.enabled(if: hasGnuplot, "gnuplot is not installed: figures are NOT tested"))
struct GnuplotTests {
  @Test func aWrongScriptIsExplained() throws {
    let error = #expect(throws: GnuplotError.self) {
      try Gnuplot().run("set terminal svg\nset nonsense\nplot x\n")
    }
    let text = error?.description ?? ""
    // The wording after the line is the program's own.
    #expect(text.hasPrefix("gnuplot could not draw a figure: line 2: "), "\(text)")
  }

  @Test func aLongScriptThatFailsAtOnceEndsInAnError() throws {
    let script = "nonsense\n" + String(repeating: "# padding\n", count: 100_000)
    #expect(throws: GnuplotError.self) { try Gnuplot().run(script) }
  }

  @Test func aScriptWithoutPictureIsAnError() throws {
    #expect(throws: GnuplotError.failed("the picture is incomplete")) {
      try Gnuplot().run("# nothing\n")
    }
  }

  @Test func theSameScriptGivesTheSameBytes() throws {
    let script = GnuplotScript.text(
      try #require(
        FigureBuilder(
          results: Fixture.oneEpoch.results(), plot: Fixture.oneEpoch.experiment.report.plots[0]
        ).figure()))
    #expect(try Gnuplot().run(script) == Gnuplot().run(script))
  }
}
