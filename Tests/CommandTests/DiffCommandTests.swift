import Foundation
import Testing

/// The command line of `diff`.
struct DiffCommandTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write("variant,test_accuracy,n\nPlain,0.900000,1\n", to: "a.csv")
    try workspace.write("variant,test_accuracy,n\nPlain,0.880000,1\n", to: "b.csv")
  }

  private func diff(_ words: String..., environment: [String: String] = [:]) throws
    -> ToolProcess.Outcome
  {
    try ToolProcess(["diff"] + words, in: workspace.folder, environment: environment).wait()
  }

  @Test(arguments: [
    (["a.csv"], "expects two results, not 1"),
    (["a.csv", "c.csv"], "there is no 'c.csv'"),
    (
      ["a.csv", "a.csv@main"],
      "there is no file 'a.csv@main', and no revision 'main' that git knows of here"
    ),
    (
      ["a.csv", "b.csv", "--gate", "best"],
      "'--gate' expects 'worse', 'changed' or 'any', not 'best'"
    ),
    (["a.csv", "b.csv", "--level", "5"], "'--level' expects a number between 0 and 0.5, not '5'"),
    (
      ["a.csv", "b.csv", "--tolerance", "x=y"],
      "'--tolerance' expects a number or a share, such as 0.005, 1% or test_loss=2%, not 'x=y'"
    ),
    (
      ["a.csv", "b.csv", "--tolerance", "test_acuracy=1%"],
      "there is no column 'test_acuracy' to compare; did you mean 'test_accuracy'?"
    ),
    (
      ["a.csv", "b.csv", "--lower-is-better", "x", "--higher-is-better", "x"],
      "'x' cannot be better both lower and higher"
    ),
  ])
  func badUsageExitsWith2(words: [String], message: String) throws {
    let outcome = try ToolProcess(["diff"] + words, in: workspace.folder).wait()
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.errors.split(separator: "\n").first.map(String.init) == "ablate diff: \(message)")
  }

  @Test func gatesDecideTheExitCode() throws {
    #expect(try diff("a.csv", "b.csv").status == 0)
    #expect(try diff("a.csv", "a.csv", "--gate", "any").status == 0)
    let unjudged = try diff("a.csv", "b.csv", "--gate", "worse")
    #expect(unjudged.status == 1)
    #expect(
      unjudged.errors
        == "ablate: gate 'worse': Plain: test_accuracy: not comparable: 0.9000 → 0.8800 (−0.0200; "
        + "a mean without an interval says nothing about noise)\n")
    #expect(try diff("a.csv", "b.csv", "--gate", "worse", "--tolerance", "0.02").status == 0)
    #expect(try diff("a.csv", "b.csv", "--gate", "any", "--tolerance", "0.02").status == 1)
    #expect(try diff("a.csv", "b.csv", "--gate", "worse", "--tolerance", "1%").status == 1)
    #expect(try diff("b.csv", "a.csv", "--gate", "worse", "--tolerance", "1%").status == 0)
  }

  @Test func mistakesInAFileAreShownWithTheirPlace() throws {
    try workspace.write("variant,test_accuracy,n\nPlain,\"0.9,1\n", to: "broken.csv")
    let outcome = try diff("a.csv", "broken.csv")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.errors == """
        broken.csv:2:7: error: the quote that opens here is never closed [E0701]
          |
        2 | Plain,"0.9,1
          |       ^

        1 error

        """)
  }

  /// A folder that cannot be read is not an empty one, which would pass every gate.
  @Test func aBrokenFolderIsAMistake() throws {
    for name in ["sound", "broken"] {
      try FileManager.default.createDirectory(
        at: workspace.folder.appending(path: name), withIntermediateDirectories: true)
    }
    try workspace.write("variant,test_accuracy,n\nPlain,0.900000,1\n", to: "sound/table.csv")
    try workspace.write("variant,test_accuracy,n\nPlain,\"0.9,1\n", to: "broken/table.csv")
    for (a, b) in [("sound", "broken"), ("broken", "sound"), ("broken", "broken")] {
      let outcome = try diff(a, b, "--gate", "any")
      #expect(outcome.status == 2)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.contains("broken/table.csv:2:7: error: "))
    }
  }

  @Test func theOutputIsPlainUnlessColourIsAskedFor() throws {
    let plain = try diff("a.csv", "b.csv")
    #expect(!plain.output.contains("\u{1B}"))
    #expect(try diff("a.csv", "b.csv", "--color", "always").output.contains("\u{1B}[33m"))
  }

  @Test func noFolderIsMadeForAFigure() throws {
    let outcome = try diff("a.csv", "b.csv", "--plot", "nowhere/out.svg")
    #expect(outcome.status == 3)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.errors
        == "ablate: cannot write 'nowhere/out.svg': its folder is not there or not writable\n")
    #expect(!FileManager.default.fileExists(atPath: workspace.folder.path + "/nowhere"))
  }

  @Test func withoutCurvesNothingIsDrawn() throws {
    let outcome = try diff("a.csv", "b.csv", "--plot", "out.svg")
    #expect(outcome.status == 0)
    #expect(outcome.errors.hasSuffix("there are no curves of test_accuracy to draw\n"))
    #expect(!FileManager.default.fileExists(atPath: workspace.folder.path + "/out.svg"))
  }
}
