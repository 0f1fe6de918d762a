import AblateCommands
import Testing

struct ArgumentReaderTests {
  private static let jobs = Option("jobs", short: "j", value: "N", help: "")
  private static let quiet = Option("quiet", short: "q", help: "")
  private static let set = Option("set", value: "KEY=VALUE", isRepeatable: true, help: "")
  private static let store = Option("store", value: "DIR", help: "")

  private let reader = ArgumentReader(options: [Self.jobs, Self.quiet, Self.set, Self.store])

  @Test(arguments: [
    ["a.yaml", "--jobs", "3", "b.yaml", "-q"],
    ["--jobs=3", "-q", "a.yaml", "b.yaml"],
    ["-qj3", "a.yaml", "b.yaml"],
    ["-q", "-j", "3", "--", "a.yaml", "b.yaml"],
    ["a.yaml", "-q", "-j", "3", "--", "b.yaml"],
    ["a.yaml", "b.yaml", "--job", "3", "--qui"],
  ])
  func optionsAndOperandsMayBeMixed(words: [String]) throws {
    let parsed = try reader.read(words)
    #expect(parsed.operands == ["a.yaml", "b.yaml"])
    #expect(parsed.value(of: Self.jobs) == "3")
    #expect(parsed.has(Self.quiet))
    #expect(!parsed.has(Self.store))
  }

  @Test func wordsAfterTwoDashesAreOperands() throws {
    let parsed = try reader.read(["--", "--jobs", "-q", "--"])
    #expect(parsed.operands == ["--jobs", "-q", "--"])
    #expect(!parsed.has(Self.quiet))
  }

  @Test func aSingleDashAndAnEmptyWordAreOperands() throws {
    #expect(try reader.read(["-", ""]).operands == ["-", ""])
  }

  @Test func repeatableOptionsKeepTheirOrder() throws {
    let parsed = try reader.read(["--set", "a=1", "--set=b=2=3", "--set", ""])
    #expect(parsed.values(of: Self.set) == ["a=1", "b=2=3", ""])
  }

  @Test func callsDoNotDisturbEachOther() throws {
    #expect(throws: UsageError.self) { try reader.read(["-qx", "a"]) }
    #expect(try reader.read(["-q", "a"]).operands == ["a"])
  }

  @Test(arguments: [
    (["--jbos", "3"], "unknown option '--jbos'; did you mean '--jobs'?"),
    (["--zebra=3"], "unknown option '--zebra'"),
    (["a.yaml", "-x"], "unknown option '-x'"),
    (["-qx"], "unknown option '-x'"),
    (["--jobs"], "'--jobs' needs a value: N"),
    (["-j"], "'--jobs' needs a value: N"),
    (["--quiet=yes"], "'--quiet' takes no value"),
    (["--s", "x"], "'--s' could be --set or --store"),
    (["-j1", "--jobs=2"], "'--jobs' is given twice"),
    (["--ünknown"], "unknown option '--ünknown'"),
  ])
  func mistakesAreNamed(words: [String], message: String) {
    let error = #expect(throws: UsageError.self) { try reader.read(words) }
    #expect(error?.text == message)
  }

  @Test(arguments: ["0", "1025", "x", "", "1.5", "99999999999999999999"])
  func numbersOutsideTheRangeAreRefused(text: String) throws {
    let parsed = try reader.read(["--jobs", text])
    let error = #expect(throws: UsageError.self) {
      try parsed.integer(of: Self.jobs, in: 1...1024)
    }
    #expect(error?.text == "'--jobs' expects a whole number from 1 to 1024, not '\(text)'")
  }

  @Test func numbersInsideTheRangeAreRead() throws {
    let given = try reader.read(["--jobs", "1024"])
    #expect(try given.integer(of: Self.jobs, in: 1...1024) == 1024)
    #expect(try ParsedArguments().integer(of: Self.jobs, in: 1...1024) == nil)
  }

  @Test func wordsOutsideAListAreRefused() throws {
    let parsed = try reader.read(["--store", "no"])
    let error = #expect(throws: UsageError.self) {
      try parsed.choice(of: Self.store, among: ["a", "b"])
    }
    #expect(error?.text == "'--store' expects 'a' or 'b', not 'no'")
  }
}
