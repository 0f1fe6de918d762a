import Foundation
import Testing

/// What the tool says to command lines that make no sense.
struct UsageTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(SmallExperiment.text(), to: "small.yaml")
  }

  @Test(arguments: [
    (["rnu"], "ablate: unknown command 'rnu'; did you mean 'run'?"),
    (["--bogus"], "ablate: unknown option '--bogus'"),
    (["run"], "ablate run: expects an experiment file"),
    (
      ["run", "--stroe", "x", "a"], "ablate run: unknown option '--stroe'; did you mean '--store'?"
    ),
    (
      ["run", "small.yaml", "--jobs", "0"],
      "ablate run: '--jobs' expects a whole number from 1 to 1024, not '0'"
    ),
    (
      ["run", "small.yaml", "small.yaml"],
      "ablate run: two of the files name their experiment 'small'"
    ),
    (
      ["run", "small.yaml", "--only", "Dropuot"],
      "ablate run: small has no variant 'Dropuot'; did you mean 'Dropout'?"
    ),
    (["check"], "ablate check: expects an experiment file"),
    (
      ["check", "--format", "xml", "small.yaml"],
      "ablate check: '--format' expects 'text', 'json', 'github' or 'sarif', not 'xml'"
    ),
    (["plan", "a", "b"], "ablate plan: expects one experiment file"),
    (["table"], "ablate table: expects one experiment file"),
    (
      ["explain", "dnese"],
      "ablate explain: there is nothing named 'dnese'; did you mean 'dense'?"
    ),
    (["explain", "dense", "conv"], "ablate explain: expects at most one name"),
    (["schema", "experiment"], "ablate schema: expects no operands"),
    (["data"], "ablate data: expects list, fetch, verify"),
    (["data", "fecth"], "ablate data: unknown action 'fecth'; did you mean 'fetch'?"),
    (
      ["data", "verify", "mnits"],
      "ablate data: there is no data set 'mnits'; did you mean 'mnist'?"
    ),
    (["data", "fetch", "glyphs"], "ablate data: data set 'glyphs' has no published files"),
    (["version", "x"], "ablate version: expects no operands"),
    (["help", "rnu"], "ablate help: unknown command 'rnu'; did you mean 'run'?"),
  ])
  func badUsageExitsWith2(words: [String], message: String) throws {
    let outcome = try ToolProcess(words, in: workspace.folder).wait()
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.split(separator: "\n").first.map(String.init) == message)
  }

  @Test func noCommandShowsTheHelpAsAnError() throws {
    let outcome = try ToolProcess.run(in: workspace.folder)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("Usage: ablate COMMAND"))
  }

  @Test(arguments: [["--help"], ["-h"], ["help"]])
  func helpGoesToStandardOutput(words: [String]) throws {
    let outcome = try ToolProcess(words, in: workspace.folder).wait()
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output.hasPrefix("Usage: ablate COMMAND"))
  }

  @Test func helpOfACommandIsTheSameByEitherWay() throws {
    let first = try ToolProcess.run("run", "small.yaml", "-h", in: workspace.folder)
    let second = try ToolProcess.run("help", "run", in: workspace.folder)
    #expect(first.status == 0)
    #expect(first.output == second.output)
    #expect(first.output.hasPrefix("Usage: ablate run [OPTION…] FILE…\n"))
  }

  @Test(arguments: ["--version", "version"])
  func theVersionIsOneLine(word: String) throws {
    let outcome = try ToolProcess.run(word, in: workspace.folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.wholeMatch(of: #/ablate \d+\.\d+\.\d+\n/#) != nil)
  }

  @Test func aReaderThatGoesAwayIsNoCrash() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.currentDirectoryURL = workspace.folder
    process.arguments = [
      "-c", "\"$0\" help run | true; \"$0\" plan small.yaml | head -n 1", try ToolProcess.path,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(String(decoding: output, as: UTF8.self) == "small: A small experiment\n")
    #expect(try errors.fileHandleForReading.readToEnd() ?? Data() == Data())
  }

  @Test func outputThatCannotBeWrittenIsAnError() throws {
    guard FileManager.default.isWritableFile(atPath: "/dev/full") else { return }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "\"$0\" help > /dev/full", try ToolProcess.path]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 3)
    #expect(
      String(decoding: text, as: UTF8.self)
        == "ablate: cannot write to standard output: no space left on device\n")
  }
}
