import Specification
import TestSupport
import Testing

@testable import Comparing

@Suite struct DiffFormatTests {
  struct Scenario: Sendable, CustomTestStringConvertible {
    var name: String
    var make: @Sendable () throws -> Comparison
    var testDescription: String { name }
  }

  /// Several seeds: a better row, a worse one, noise, a diverged seed, rows that come and go.
  static let scenarios: [Scenario] = [
    Scenario(name: "several-seeds") {
      var old = ResultsFixture.seeds(8)
      old.rows.append(.init(name: "Label smoothing | 0.1", learningRate: "0.1"))
      old.rows.append(.init(name: "Early stopping"))
      var new = old
      new.rows[0].shift = 0.02
      new.rows[1] = .init(name: "Batch norm", learningRate: "0.05", shift: -0.02)
      new.rows[3].diverged = [4]
      new.rows[4] = .init(name: "Mixup *new*", learningRate: "0.2", shift: 0.003)
      return try compare(old.files, new.files)
    },
    Scenario(name: "one-seed") {
      let old = ResultsFixture.seeds(1, examples: 1000)
      var new = old
      new.rows[0].shift = -0.04
      new.rows[2].shift = 0.002
      return try compare(old.files, new.files)
    },
    Scenario(name: "tolerance") {
      let old = ResultsFixture.seeds(1)
      var new = old
      new.rows[0].shift = -0.02
      new.rows[2].shift = 0.002
      return try compare(
        old.files, new.files, JudgingRules(tolerances: Tolerances(general: .init("0.5%"))))
    },
    Scenario(name: "nothing-changed") {
      let files = ResultsFixture.seeds(5).files
      return try compare(files, files)
    },
    Scenario(name: "other-program") {
      try compareFiles(
        "model,score,latency\nsmall,0.71,12.5\nlarge,0.78,80\n",
        "model,score,latency\nsmall,0.71,11.9\nhuge,0.8,200\n",
        columns: ColumnRules(keys: ["model"]))
    },
  ]

  static let endings = [
    "text": "txt", "markdown": "md", "json": "json", "csv": "csv", "github": "txt",
  ]

  @Test(arguments: scenarios) func everyFormatIsAsRecorded(_ scenario: Scenario) throws {
    let comparison = try scenario.make()
    for format in DiffFormatRegistry.all {
      let text = format.render(comparison, DiffStyle())
      try expectGolden(
        text, named: "\(scenario.name)-\(format.name).\(Self.endings[format.name] ?? "txt")")
    }
  }

  @Test func coloursMarkVerdicts() throws {
    let comparison = try Self.scenarios[0].make()
    let text = TextDiff.render(comparison, DiffStyle(usesColor: true))
    try expectGolden(text, named: "several-seeds-colour.txt")
  }

  @Test func gatesSayWhy() throws {
    let text = try Self.scenarios.map { scenario in
      let comparison = try scenario.make()
      return Gate.allCases.map { gate in
        (["\(scenario.name), \(gate.rawValue):"] + gate.reasons(comparison).map { "  \($0)" })
          .joined(separator: "\n") + "\n"
      }.joined()
    }.joined()
    try expectGolden(text, named: "gates.txt")
  }

  /// Two files that have nothing in common to be judged by would pass unseen.
  @Test func noGateIsPassedByNothing() throws {
    let comparison = try compareFiles(
      "variant,note\na,x\n", "variant,note\na,x\n", columns: ColumnRules(keys: ["variant"]))
    for gate in Gate.allCases {
      #expect(gate.reasons(comparison) == ["no value of both sides could be compared"])
    }
  }

  @Test func namesDiffer() {
    let names = DiffFormatRegistry.all.map { $0.name }
    #expect(Set(names).count == names.count)
    #expect(Set(names) == Set(Self.endings.keys))
  }

  /// A folder and its table alone show the same digits; programs get the mean of the trials.
  @Test func readersSeeTheNumbersOfTheTable() throws {
    let table = "variant,test_accuracy,n\nPlain,0.551250,2\n"
    let trials = """
      id,phase,variant,seed,test_accuracy,state
      x,search,Plain,1,0.551249,finished
      y,search,Plain,2,0.551250,finished

      """
    let files = ["table.csv": table, "trials.csv": trials]
    let all = DiffStyle(showsAll: true)
    let folder = TextDiff.render(try compare(files, files), all)
    #expect(folder.contains("0.5513"))
    #expect(!folder.contains("0.5512"))
    #expect(TextDiff.render(try compareFiles(table, table), all).contains("0.5513"))
    let cell = try #require(try compare(files, files).cell("Plain", "test_accuracy"))
    #expect(
      CellSentence.text(cell, .init(metric: .init("test_accuracy", .maximize), presence: .both))
        .hasPrefix("0.5513 → 0.5513"))
    #expect(abs((cell.a?.mean ?? 0) - 0.5512495) < 1e-12)
  }

  /// Another grid has other settings: each is said once, not in the block of every column.
  @Test func rowsOfOneSideAreListedOnce() throws {
    let head = "id,phase,variant,seed,rate,train_loss,train_accuracy,validation_loss,"
    func trials(_ rates: [String]) -> String {
      head + "validation_accuracy,test_accuracy,state\n"
        + rates.map { "\($0),search,P,1,\($0),0.5,0.8,0.6,0.7,0.\(rates.count),finished\n" }
        .joined()
    }
    let (old, new) = (trials(["0.1", "0.2", "0.3"]), trials(["0.1", "0.4"]))
    let text = TextDiff.render(try compareFiles(old, new), DiffStyle())
    for rate in ["0.2", "0.3"] {
      #expect(
        text.split(separator: "\n").filter { $0.contains("rate \(rate)") } == [
          "  row 'P, rate \(rate)' was removed"
        ])
    }
    #expect(text.contains("  row 'P, rate 0.4' was added\n"))
    #expect(text.contains("the same in all rows (=): train_loss, train_accuracy"))
    #expect(text.contains("P, rate 0.1"))
  }

  @Test func longListsAreCut() throws {
    func text(_ value: Double) -> String {
      "variant,test_accuracy,n\n" + (0..<300).map { "v\($0),\(value),1\n" }.joined()
    }
    let comparison = try compareFiles(text(0.5), text(0.25))
    let short = TextDiff.render(comparison, DiffStyle())
    #expect(short.contains("… 200 rows not shown (--all shows them)"))
    #expect(
      TextDiff.render(comparison, DiffStyle(showsAll: true)).split(separator: "\n").count > 300)
    let markdown = MarkdownDiff.render(comparison, DiffStyle())
    #expect(markdown.utf8.count < 65_536)
    #expect(markdown.contains("… and 150 more."))
  }
}
