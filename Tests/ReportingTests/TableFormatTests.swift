import Reporting
import Testing

@Suite struct TableFormatTests {
  @Test(arguments: Fixture.all)
  func tablesAreAsRecorded(_ fixture: Fixture) throws {
    let table = ResultTable(fixture.results())
    for format in TableFormatRegistry.all {
      let ending =
        switch format.name {
        case "markdown": "md"
        case "csv": "csv"
        case "latex": "tex"
        case _: "txt"
        }
      try expectGolden(format.render(table), "\(fixture.name)/table.\(ending)")
    }
  }

  @Test(arguments: Fixture.all.filter { $0.name != "several-seeds" })
  func listsAreAsRecorded(_ fixture: Fixture) throws {
    let results = fixture.results()
    try expectGolden(TrialsFile.render(results), "\(fixture.name)/trials.csv")
    try expectGolden(CurvesFile.render(results), "\(fixture.name)/curves.csv")
  }
}
