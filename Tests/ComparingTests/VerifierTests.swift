import Comparing
import Testing

/// Differences between a file and what it should be, with their places.
@Suite struct VerifierTests {
  private let table = """
    variant,tuned,test_accuracy,n
    Plain,0.1,0.890000,1
    "With, comma",0.2,0.900000,1
    Last,0.3,0.910000,1

    """

  private func table(_ changed: String) -> [String] {
    #expect(changed != table)
    return CSVVerifier.discrepancies(
      Array(changed.utf8), expected: Array(table.utf8), keys: ["variant"], path: "t.csv"
    ).map(\.description)
  }

  @Test func equalFilesHaveNoDifference() {
    let bytes = Array(table.utf8)
    #expect(
      CSVVerifier.discrepancies(bytes, expected: bytes, keys: ["variant"], path: "t.csv").isEmpty)
    #expect(TextVerifier.discrepancies(bytes, expected: bytes, path: "t.csv").isEmpty)
  }

  @Test func aCellIsNamedByLineRowAndColumn() {
    #expect(
      table(table.replacing("0.900000", with: "0.900001")) == [
        "t.csv:3: row 'With, comma', column 'test_accuracy': is '0.900001', should be '0.900000'"
      ])
    #expect(
      table(table.replacing("Plain,0.1", with: "Simple,")) == [
        "t.csv:2: row 'Plain', column 'variant': is 'Simple', should be 'Plain'",
        "t.csv:2: row 'Plain', column 'tuned': is empty, should be '0.1'",
      ])
  }

  @Test func rowsThatAreMissingOrTooMany() {
    #expect(
      table(table.replacing("Plain,0.1,0.890000,1\n", with: "")) == [
        "t.csv: row 'Plain': is missing"
      ])
    #expect(
      table(table + "More,1,1,1\n") == ["t.csv:5: row 'More': should not be there"])
    #expect(
      table(table + "Last,0.3,0.910000,1\n") == ["t.csv:5: row 'Last': should not be there"])
    #expect(
      table(
        "variant,tuned,test_accuracy,n\nLast,0.3,0.910000,1\nPlain,0.1,0.890000,1\n\"With, comma\",0.2,0.900000,1\n"
      )
        == ["t.csv:2: the rows have another order"])
  }

  @Test func columnsThatAreMissingOrTooMany() {
    #expect(
      table(table.replacing("tuned", with: "turned")) == [
        "t.csv:1: column 'tuned': is missing", "t.csv:1: column 'turned': should not be there",
      ])
  }

  @Test func aFileThatIsNoTable() {
    #expect(
      table("variant,tuned,test_accuracy,n\nPlain,0.1,1\n").first?.hasPrefix("t.csv:2: ") == true)
    #expect(table("") == ["t.csv:1: the file is empty"])
  }

  @Test func bytesThatMeanTheSame() {
    let message = "the cells are right, but not written as the program writes them"
    #expect(table(table.replacing("Plain,", with: "\"Plain\",")) == ["t.csv:2: \(message)"])
    #expect(table(table.replacing("\n", with: "\r\n")) == ["t.csv:1: \(message)"])
  }

  private let text = """
    # Title

    | Technique | Test accuracy |
    | --------- | ------------: |
    | a \\| b    |        89.00% |
    | c         |        90.00% |

    Caption.

    """

  private func text(_ changed: String) -> [String] {
    #expect(changed != text)
    return TextVerifier.discrepancies(
      Array(changed.utf8), expected: Array(text.utf8), path: "t.md"
    ).map(\.description)
  }

  @Test func rowsOfAMarkdownTableAreMatchedByName() {
    let (first, second) = (
      "| a \\| b    |        89.00% |\n", "| c         |        90.00% |\n"
    )
    #expect(text(text.replacing(first, with: "")) == ["t.md: row 'a \\| b': is missing"])
    #expect(
      text(text.replacing(first + second, with: second + first)) == [
        "t.md:5: the rows have another order"
      ])
    #expect(
      text(text.replacing(first, with: first + "| d         |         1.00% |\n")) == [
        "t.md:6: row 'd': should not be there"
      ])
    #expect(
      text(text.replacing(second, with: second + second)) == [
        "t.md:7: row 'c': should not be there"
      ])
    // A changed name is a cell like any other.
    #expect(
      text(text.replacing("| c ", with: "| d ")) == [
        "t.md:6: row 'c', column 'Technique': is 'd', should be 'c'"
      ])
    #expect(
      text(text.replacing(first, with: "").replacing("90.00", with: "99.00")) == [
        "t.md: row 'a \\| b': is missing",
        "t.md:5: row 'c', column 'Test accuracy': is '99.00%', should be '90.00%'",
      ])
  }

  @Test func aCellOfAMarkdownTableIsNamed() {
    #expect(
      text(text.replacing("89.00", with: "98.00")) == [
        "t.md:5: row 'a \\| b', column 'Test accuracy': is '98.00%', should be '89.00%'"
      ])
    #expect(
      text(text.replacing("Caption", with: "Captain")) == [
        "t.md:8: is 'Captain.', should be 'Caption.'"
      ])
    #expect(
      text(text.replacing("| c         |        90.00% |\n\nCaption.\n", with: "")) == [
        "t.md: row 'c': is missing",
        "t.md:6: it ends here, and 2 more lines should follow",
      ])
    #expect(
      text(text + "More\n") == [
        "t.md:9: is 'More', should be empty", "t.md:10: from here on nothing should follow",
      ])
    #expect(
      text(text.replacing("|        90.00% |", with: "|       90.00%  |")) == [
        "t.md:6: is '| c         |       90.00%  |', should be '| c         |        90.00% |'"
      ])
  }
}
