import Testing

@testable import Comparing

@Suite struct MatchingTests {
  private typealias Row = ResultsFixture.Row

  @Test func theOrderOfRowsIsNoChange() throws {
    let old = ResultsFixture(
      rows: [Row(name: "a"), Row(name: "b", shift: -0.01)], seeds: [1, 2, 3])
    let text = try #require(old.files["table.csv"])
    let lines = text.split(separator: "\n")
    var files = old.files
    files["table.csv"] = "\(lines[0])\n\(lines[2])\n\(lines[1])\n"
    let comparison = try compare(old.files, files)
    #expect(comparison.counts == [.same: 4])
    #expect(comparison.experiments[0].structuralChanges == [])
  }

  @Test func theOrderOfColumnsIsNoChange() throws {
    let comparison = try compareFiles(
      "variant,test_loss,test_accuracy,n\na,0.3,0.9,1\n",
      "variant,test_accuracy,n,test_loss\na,0.9,1,0.3\n")
    #expect(comparison.counts == [.same: 2])
    #expect(comparison.experiments[0].structuralChanges == [])
  }

  @Test func rowsComeAndGo() throws {
    let old = ResultsFixture.seeds(3)
    var new = old
    new.rows[1] = Row(name: "Group norm", learningRate: "0.3", shift: 0.001)
    let comparison = try compare(old.files, new.files)
    #expect(
      comparison.experiments[0].rows.map { "\($0.label) \($0.presence.word)" } == [
        "Plain both", "Batch norm removed", "Group norm added", "Dropout both", "Weight decay both",
      ])
    #expect(
      Gate.worse.reasons(comparison) == ["Batch norm: the row was removed"])
    #expect(
      Gate.changed.reasons(comparison) == [
        "Batch norm: the row was removed", "Group norm: the row was added",
      ])
  }

  @Test func aRenamedRowIsFollowed() throws {
    // The same numbers under another name; then a near name with other numbers.
    let same = try compareFiles(
      "variant,learning_rate,test_accuracy,n\nBN,0.1,0.91,1\nPlain,0.1,0.9,1\n",
      "variant,learning_rate,test_accuracy,n\nBatch normalization,0.1,0.91,1\nPlain,0.1,0.9,1\n")
    #expect(
      same.experiments[0].structuralChanges == ["row 'Batch normalization' was 'BN'"])
    let near = try compareFiles(
      "variant,learning_rate,test_accuracy,n\nDropout,0.1,0.91,1\nPlain,0.1,0.9,1\n",
      "variant,learning_rate,test_accuracy,n\nDrop-out,0.1,0.92,1\nPlain,0.1,0.9,1\n")
    #expect(near.experiments[0].structuralChanges == ["row 'Drop-out' was 'Dropout'"])
    // Two rows that fit are left alone.
    let ambiguous = try compareFiles(
      "variant,test_accuracy,n\nx,0.91,1\ny,0.91,1\n",
      "variant,test_accuracy,n\nfirst,0.91,1\nsecond,0.91,1\n")
    #expect(ambiguous.experiments[0].rows.allSatisfy { !$0.presence.isMatched })
  }

  @Test func columnsComeGoAndAreRenamed() throws {
    let columns = ColumnRules(keys: ["m"])
    let comparison = try compareFiles(
      "m,acc,time\na,0.9,10\nb,0.8,11\n", "m,accuracy,loss\na,0.9,0.1\nb,0.8,0.2\n",
      columns: columns)
    #expect(
      comparison.experiments[0].structuralChanges == [
        "column 'acc' is now 'accuracy'", "column 'time' was removed", "column 'loss' was added",
      ])
    #expect(comparison.cell("a", "accuracy")?.verdict == .same)
    #expect(
      Gate.worse.reasons(comparison) == ["time: the column was removed"])
  }

  @Test func changedSettingsAreShown() throws {
    let old = ResultsFixture.seeds(3)
    let comparison = try compare(
      old.files, old.replacing(Row(name: "Plain", learningRate: "0.05")).files)
    #expect(
      comparison.experiments[0].structuralChanges == ["Plain: learning_rate 0.1 → 0.05"])
    #expect(Gate.worse.reasons(comparison) == [])
    #expect(
      Gate.changed.reasons(comparison) == ["Plain: learning_rate: 0.1 → 0.05"])
  }

  @Test func aNewParameterLeavesOtherSettingsAlone() throws {
    let head = "id,phase,variant,seed,"
    let old = "\(head)rate,test_accuracy,state\na,search,P,1,0.1,0.9,finished\n"
    let new =
      "\(head)decay,rate,test_accuracy,state\na,search,P,1,,0.1,0.9,finished\n"
      + "b,search,P,1,0.5,0.1,0.8,finished\n"
    let comparison = try compareFiles(old, new)
    #expect(
      comparison.experiments[0].rows.map { "\($0.label) \($0.presence.word)" } == [
        "P both", "P, decay 0.5 added",
      ])
  }

  @Test func aTableAgainstATrialListDoesNotMatch() throws {
    let fixture = ResultsFixture.seeds(2).files
    let comparison = try compareFiles(
      try #require(fixture["table.csv"]), try #require(fixture["trials.csv"]))
    #expect(comparison.experiments[0].rows.allSatisfy { !$0.presence.isMatched })
    #expect(!Gate.worse.reasons(comparison).isEmpty)
  }

  @Test func foldersOfExperimentsMatchByName() throws {
    func tree(_ names: [String: ResultsFixture]) -> [String: String] {
      names.reduce(into: [:]) { files, item in
        for (path, text) in item.value.files { files["\(item.key)/\(path)"] = text }
      }
    }
    let fixture = ResultsFixture.seeds(3)
    let comparison = try compare(
      tree(["one": fixture, "two": fixture]), tree(["two": fixture, "three": fixture]))
    #expect(
      comparison.experiments.map { "\($0.name) \($0.presence.word)" } == [
        "one removed", "three added", "two both",
      ])
    #expect(Gate.worse.reasons(comparison) == ["one: the whole experiment was removed"])
  }

  @Test func equalTrialsWithOtherValuesAreSuspicious() throws {
    let old = ResultsFixture.seeds(3)
    var files = old.files
    files["table.csv"] = nil
    let text = try #require(files["trials.csv"])
    let line = try #require(text.split(separator: "\n").dropFirst().first)
    let cells = line.split(separator: ",", omittingEmptySubsequences: false)
    files["trials.csv"] = text.replacing(
      line, with: cells.dropLast(2).joined(separator: ",") + ",0.123456,finished")
    var before = old.files
    before["table.csv"] = nil
    let notes = try compare(before, files).experiments[0].notes
    #expect(notes.count == 1)
    #expect(notes[0].contains("the same trials have other values"))
  }
}
