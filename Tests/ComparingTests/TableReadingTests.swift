import Diagnostics
import Specification
import Testing

@testable import Comparing

@Suite struct TableReadingTests {
  private func messages(_ files: [String: String], rules: ColumnRules = ColumnRules()) throws
    -> [String]
  {
    try MemoryTree(files: files).sets("t", rules: rules).diagnostics.sorted.map { diagnostic in
      let range = diagnostic.range
      return "\(range.file.name):\(range.start.line):\(range.start.column): \(diagnostic.message)"
        + (diagnostic.hint.map { "; \($0)" } ?? "")
    }
  }

  @Test func aFileMustSayWhatItsRowsAre() throws {
    #expect(
      try messages(["": "model,acc\na,0.9\n"]) == [
        "t:1:1: there is no column 'variant', so nothing says what a row is; "
          + "name the columns that do with '--key'"
      ])
    #expect(
      try messages(["": "model,acc\na,0.9\n"], rules: ColumnRules(keys: ["modle"])) == [
        "t:1:1: there is no column 'modle'; did you mean 'model'?"
      ])
  }

  @Test func cellsOfOurColumnsAreNumbers() throws {
    #expect(
      try messages(["": "variant,test_accuracy,n\nPlain,\"0,95\",1\n"]) == [
        "t:2:8: column 'test_accuracy': '0,95' is not a number; decimals are written with a point"
      ])
  }

  @Test func columnsWithDecimalCommasAreNoTexts() throws {
    #expect(
      try messages(["": "variant;score;note\na;0,95;1,5x\nb;-1,5;2\n"]) == [
        "t:2:3: column 'score': '0,95' is not a number; decimals are written with a point"
      ])
    #expect(try messages(["": "variant,score,list\na,0.95,\"1,2,3\"\n"]).isEmpty)
  }

  @Test func aRowThatIsThereTwiceIsShown() throws {
    #expect(
      try messages(["": "variant,test_accuracy,n\nPlain,0.9,1\nX,0.9,1\nPlain,0.8,1\n"]) == [
        "t:4:1: the row 'Plain' is there twice; "
          + "line 2 has it too; after a merge, make the table again with 'ablate table'"
      ])
    #expect(
      try messages(["": "m,seed,acc\na,1,0.9\na,1,0.8\n"], rules: ColumnRules(keys: ["m"])) == [
        "t:3:3: seed 1 of 'a' is there twice; name more columns with '--key' if the lines differ in one"
      ])
  }

  @Test func metricsThatAreAskedForMustExist() throws {
    let files = ResultsFixture.seeds(3).files
    #expect(
      try messages(files, rules: ColumnRules(metrics: ["test_acuracy"])) == [
        "t/trials.csv:1:1: there is no metric 'test_acuracy'; did you mean 'test_accuracy'?"
      ])
    // A metric of the trials that the table does not show.
    let sets = try MemoryTree(files: files).sets(rules: ColumnRules(metrics: ["test_loss"])).sets
    #expect(sets?.first?.metrics == [ComparedMetric("test_loss", .minimize)])
  }

  @Test func aTableThatItsTrialsContradictIsRefused() throws {
    var files = ResultsFixture.seeds(3).files
    let table = try #require(files["table.csv"])
    let row = try #require(table.split(separator: "\n").first { $0.hasPrefix("Dropout") })
    let changed = row.replacing(/0\.9\d+,,3/, with: "0.990000,,3")
    files["table.csv"] = table.replacing(String(row), with: changed)
    let found = try messages(files)
    #expect(found.count == 1)
    #expect(found[0].contains("the table says 0.990000 for 'Dropout', the trials give 0.9"))
  }

  /// Losses have six digits however large they are: only what rounding leaves open is no mistake.
  @Test(
    arguments: [
      ("1.14960", nil), ("1.1496", nil),
      ("1.14962", "the table says 1.14962 for 'b', the trials give 1.149597"),
      ("1.2", "the table says 1.2 for 'b', the trials give 1.149597"),
    ] as [(String, String?)])
  func meansOfLossesAreHeldToTheirDigits(_ mean: String, _ message: String?) throws {
    var trials = "id,phase,variant,seed,test_loss,state\n"
    for (seed, loss) in zip(1..., ["1.12413", "1.15455", "1.17011"]) {
      trials += "\(seed),search,b,\(seed),\(loss),finished\n"
    }
    let files = ["table.csv": "variant,test_loss,n\nb,\(mean),3\n", "trials.csv": trials]
    let found = try messages(files)
    #expect(found.count == (message == nil ? 0 : 1))
    if let message { #expect(found.first?.contains(message) == true) }
  }

  @Test(arguments: [
    ("0.900000", 6), ("0.9", 6), ("0.050000", 6), ("0.0581002", 7), ("1.14960", 5), ("1.1496", 5),
    ("120.000", 3), ("123456", 0), ("1.23457e+09", -4), ("1.23457e-05", 10), ("0", 6),
  ])
  func digitsBehindThePointAreCounted(_ text: String, _ decimals: Int) {
    #expect(PrintedMean.decimals(text) == decimals)
  }

  @Test func brokenBitsAreShown() throws {
    var files = ResultsFixture.seeds(1, examples: 100).files
    let text = try #require(files["predictions.csv"])
    files["predictions.csv"] = text.replacing("pinned,0123456789abcdef,100", with: "pinned,x,1000")
    let found = try messages(files)
    #expect(found.count == 4)
    #expect(found[0].hasSuffix("column 'correct': these are not 1000 bits in base 64"))
    files["predictions.csv"] = "variant,seed\n"
    #expect(
      try messages(files).first == "t/predictions.csv:1:1: there is no column 'trial'")
  }

  @Test func aFolderWithoutResultsIsSaid() {
    #expect(
      throws: SourceError(
        "'t' holds no results: there is no table.csv in it or in its folders")
    ) {
      try messages(["notes/readme.md": "hello"])
    }
  }

  @Test func columnsOfOtherProgramsAreToldApart() throws {
    let text = "model,note,acc,loss,mixed\na,x,0.9,0.3,1\nb,y,0.8,0.4,?\n"
    let sets = try MemoryTree(files: ["": text]).sets(rules: ColumnRules(keys: ["model"])).sets
    let set = try #require(sets?.first)
    #expect(set.metrics == [ComparedMetric("acc", .maximize), ComparedMetric("loss", .minimize)])
    #expect(set.attributeNames == ["note", "mixed"])
    #expect(set.notes == ["'mixed' is compared as text: line 3 has '?'"])
  }

  /// A column that one bad cell makes a column of texts would be "removed".
  @Test(arguments: [
    ("x,abc\ny,0.8\n", "2:3: column 'acc': 'abc' is not a number"),
    (
      "x,0x10\ny, 0.8 \n",
      "2:3: column 'acc': '0x10' is not a number\n"
        + "3:3: column 'acc': ' 0.8 ' is not a number; there must be no spaces around a number"
    ),
    (
      "x,0.9\ny,80%\n",
      "3:3: column 'acc': '80%' is not a number; a share is written as a fraction, without a sign"
    ),
  ])
  func numbersOfOneSideAreNoTextsOfTheOther(_ lines: String, _ message: String) throws {
    let columns = ColumnRules(keys: ["model"])
    let sound = "model,acc\nx,0.9\ny,0.8\n"
    #expect(throws: SourceError(message)) {
      try compareFiles(sound, "model,acc\n\(lines)", columns: columns)
    }
    #expect(throws: SourceError(message)) {
      try compareFiles("model,acc\n\(lines)", sound, columns: columns)
    }
    // Texts on both sides are texts, and an empty cell is no mistake.
    let texts = try compareFiles(
      "model,acc\n\(lines)", "model,acc\n\(lines)", columns: columns)
    #expect(texts.experiments[0].structuralChanges.isEmpty)
    #expect(
      try compareFiles(sound, "model,acc\nx,\ny,0.8\n", columns: columns).counts[.same] == 1)
  }

  /// Rounds of refinement are part of the search, and a lock beside the tables is none of them.
  @Test func roundsOfRefinementAreNotReported() throws {
    var files = ResultsFixture.seeds(3).files
    files["results.lock"] = "{}"
    for phase in ["search", "refine-1", "refine-2", "after"] {
      files["trials.csv"]? += "\(phase),\(phase),Plain,1,0.1,0.5,,,finished\n"
    }
    let set = try #require(try MemoryTree(files: files).sets().sets?.first)
    #expect(set.rows[0].trials.map(\.seed) == ["2", "3", "4"])
    #expect(
      set.lock
        == .damaged("results/results.lock cannot be used: it is not a lock of this program"))
    // Without replicates the trials with opened test metrics are, whatever round they are of.
    files["trials.csv"] = try #require(files["trials.csv"])
      .replacing(",replicate,", with: ",refine-2,")
    let searched = try #require(try MemoryTree(files: files).sets().sets?.first)
    #expect(searched.rows[0].trials.map(\.seed) == ["2", "3", "4"])
    // Rows of the file itself are told apart by their round.
    files.removeValue(forKey: "table.csv")
    let alone = try #require(try MemoryTree(files: files).sets().sets?.first)
    #expect(alone.rows.filter { $0.key.contains("refine-1") }.count == 1)
  }

  @Test func replicatesStandBehindARow() throws {
    var files = ResultsFixture.seeds(3).files
    files["trials.csv"]? += "x,search,Plain,1,0.1,0.5,0.5,,finished\n"
    let set = try #require(try MemoryTree(files: files).sets().sets?.first)
    #expect(set.rows[0].trials.map(\.seed) == ["2", "3", "4"])
  }
}
