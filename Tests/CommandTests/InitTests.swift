import Foundation
import Testing

@testable import AblateCommands

/// What `init` writes is where people start.
struct InitTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
  }

  @Test(arguments: StartingKind.allCases)
  func eachKindIsCorrectAndRuns(kind: StartingKind) throws {
    let folder = workspace.folder
    let written = try ToolProcess.run("init", "--kind", kind.rawValue, "My_first.yaml", in: folder)
    #expect(written.status == 0)
    #expect(written.output == "wrote My_first.yaml; try: ablate run My_first.yaml\n")
    let check = try ToolProcess.run("check", "My_first.yaml", in: folder)
    #expect(check.status == 0)
    #expect(check.output.split(separator: "\n").count == 1, "\(check.output)")
    let run = try ToolProcess.run(
      "run", "--quiet", "--set", "training.epochs=1", "--set",
      "data.limit={train: 300, test: 100}", "--out", "tables", "My_first.yaml", in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let table = folder.appending(path: "tables/my-first/table.md")
    #expect(FileManager.default.fileExists(atPath: table.path))
  }

  @Test func aFileIsNeverOverwritten() throws {
    try workspace.write("precious\n", to: "experiment.yaml")
    let outcome = try ToolProcess.run("init", in: workspace.folder)
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.hasPrefix(
        "ablate init: 'experiment.yaml' is there already; name another file\n"))
    let file = workspace.folder.appending(path: "experiment.yaml")
    #expect(try String(contentsOf: file, encoding: .utf8) == "precious\n")
  }

  @Test(arguments: ["1.yaml", "1e3.yaml", "true.yaml", "null.yaml", "0x1f.yaml", "no.yaml"])
  func aNameIsATextInTheFile(file: String) throws {
    let written = try ToolProcess.run("init", file, in: workspace.folder)
    #expect(written.output == "wrote \(file); try: ablate run \(file)\n")
    let check = try ToolProcess.run("check", file, in: workspace.folder)
    #expect(check.status == 0, "\(check.output)")
  }

  @Test(arguments: [
    ("My File.yaml", "'My File.yaml'"), ("-x.yaml", "./-x.yaml"), ("it's.yaml", #"'it'\''s.yaml'"#),
    ("- $a.yaml", "'./- $a.yaml'"), ("ünï.yaml", "ünï.yaml"), ("a;b.yaml", "'a;b.yaml'"),
  ])
  func theCommandThatIsShownCanBeRun(file: String, operand: String) throws {
    let written = try ToolProcess.run("init", "--", file, in: workspace.folder)
    #expect(written.output == "wrote \(file); try: ablate run \(operand)\n")
  }

  @Test(arguments: ["-", ".yaml", ".yml", ""])
  func aNameThatIsNoneIsRefused(file: String) throws {
    let outcome = try ToolProcess.run("init", "--", file, in: workspace.folder)
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("ablate init: '\(file)' is no name for an experiment file; "))
  }

  @Test func aMissingFolderIsSaid() throws {
    let outcome = try ToolProcess.run("init", "nowhere/a.yaml", in: workspace.folder)
    #expect(outcome.status == 3)
    #expect(
      outcome.errors
        == "ablate: cannot write 'nowhere/a.yaml': its folder is not there or not writable\n")
  }

  @Test(arguments: [
    ("experiment", "experiment"), ("My first", "my-first"), ("a__b", "a-b"), ("-x-", "x"),
    ("é", "experiment"), ("2nd", "2nd"),
  ])
  func theNameComesFromTheFile(stem: String, name: String) {
    #expect(InitCommand.experimentName(stem) == name)
  }
}
