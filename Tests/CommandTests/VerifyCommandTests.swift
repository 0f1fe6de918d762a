import Digests
import Foundation
import Records
import Specification
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// `ablate verify` on results of the built tool.
struct VerifyCommandTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(Self.experiment, to: "small.yaml")
    let outcome = try ToolProcess.run("run", "small.yaml", "-q", in: workspace.folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  private static let experiment =
    SmallExperiment.text()
    .replacing("columns: [tuned,", with: "predictions: true\n  confusion: true\n  columns: [tuned,")
    + "expect:\n  - {variant: Plain, metric: test_accuracy, at_least: 0.05}\n"

  private func verify(_ words: String...) throws -> ToolProcess.Outcome {
    try ToolProcess(["verify"] + words, in: workspace.folder).wait()
  }

  private func url(_ path: String) -> URL { workspace.folder.appending(path: path) }

  /// Replaces the first place of a text in a file; fails where there is none.
  private func change(_ path: String, _ old: String, _ new: String) throws {
    let text = try String(contentsOf: url(path), encoding: .utf8)
    let changed = text.replacing(old, with: new, maxReplacements: 1)
    #expect(changed != text, "nothing to change in \(path)")
    try changed.write(to: url(path), atomically: true, encoding: .utf8)
  }

  /// Changes the last digit of a line, counted from 1.
  private func changeDigit(_ path: String, line: Int) throws {
    var lines = try String(contentsOf: url(path), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    let place = try #require(lines[line - 1].lastIndex { $0.isASCII && $0.isNumber })
    lines[line - 1][place] = lines[line - 1][place] == "7" ? "3" : "7"
    try lines.map { String($0) }.joined(separator: "\n")
      .write(to: url(path), atomically: true, encoding: .utf8)
  }

  private func remove(_ path: String) throws {
    try FileManager.default.removeItem(at: workspace.folder.appending(path: path))
  }

  @Test func resultsFitWithAndWithoutTheirStore() throws {
    let with = try verify("results/small")
    #expect(with.status == 0, "\(with.errors)")
    #expect(
      with.output == "results/small: all files fit the lock and small.yaml, 6 trials, "
        + "all as in the store, 1 expectation met\n")
    #expect(with.errors.isEmpty)
    try remove(".ablate")
    let without = try verify("results/")
    #expect(without.status == 0, "\(without.errors)")
    #expect(
      without.output == "results/small: all files fit the lock and small.yaml, 6 trials, "
        + "1 expectation met\n")
    #expect(try verify("results", "--store", "nowhere").status == 3)
    #expect(try verify("nowhere").status == 3)
    #expect(try verify("results", "--experiment", "small.yml").status == 2)
  }

  /// Where trials use different data the lock says which used what; where all use the same, it need not.
  @Test func theLockNamesTheDataOfEachTrial() throws {
    #expect(!(try lines("results/small/results.lock").contains { $0.contains("\"data\":\"") }))
    let text = SmallExperiment.text().replacing("name: small", with: "name: sizes")
      .replacing("{learning_rate: [0.1, 0.05]}", with: "{data.limit.train: [380, 400]}")
    try workspace.write(text, to: "sizes.yaml")
    #expect(try ToolProcess.run("run", "sizes.yaml", "-q", in: workspace.folder).status == 0)
    let lock = try lines("results/sizes/results.lock")
    let selections = lock.filter { $0.contains("\"selection\":") }
      .compactMap { $0.firstMatch(of: /"selection":"([0-9a-f]+)"/).map { String($0.1) } }
    #expect(selections.count == 2)
    let trials = lock.filter { $0.hasPrefix("{\"id\"") }
    let uses = selections.map { selection in
      trials.count { $0.contains("\"data\":\"\(selection)\"") }
    }
    #expect(!uses.contains(0) && uses.reduce(0, +) == trials.count)
    #expect(try verify("results/sizes").status == 0)

    // A lock of an earlier version does not tell.
    try seal(
      lock.map { $0.replacing(/"data":"[0-9a-f]+",/, with: "") }, as: "results/sizes/results.lock")
    #expect(try verify("results/sizes").status == 0)

    // Other data with a checksum that fits: the experiment file knows better.
    try seal(
      lock.map { line in
        guard line.hasPrefix("{\"id\"") else { return line }
        return line.replacing(
          "\"data\":\"\(selections[0])\"", with: "\"data\":\"\(selections[1])\"")
      }, as: "results/sizes/results.lock")
    let outcome = try verify("results/sizes")
    #expect(outcome.status == 1)
    #expect(
      (outcome.output + outcome.errors).contains(
        "was trained on other data than the experiment file says"))
  }

  /// Writes the lines of a lock with a checksum that fits.
  private func seal(_ lock: [String], as path: String) throws {
    let text = lock.dropLast(3).joined(separator: "\n") + "\n"
    try Data("\(text)\"sha256\":\"\(SHA256.hexadecimal(of: text))\"\n}\n".utf8)
      .write(to: url(path))
  }

  private func lines(_ path: String) throws -> [String] {
    try String(contentsOf: url(path), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// A file, a line whose last digit is changed, and what is said about it.
  private static let tampering: [(file: String, line: Int, message: String)] = [
    ("table.csv", 3, "3: row 'Dropout', column 'n': is '7', should be '1'"),
    ("table.md", 5, "5: row 'Plain', column 'Test accuracy': is '0."),
    ("table.md", 8, "8: is 'Each row is the setting with the highest validation accuracy"),
    ("trials.csv", 2, "2: row '"),
    ("trials.csv", 2, ", search, Plain, 1', column 'validation_accuracy': is '0."),
    ("curves.csv", 2, "2: row 'Plain, 2, 1, running_loss', column 'value': is '"),
    ("curves.csv", 30, "30: row '"),
    ("confusion.csv", 2, "2: row 'Plain, 2, "),
    ("classes.csv", 3, ", column 'examples': is '"),
    ("results.lock", 5, " its checksum does not fit its content: it was changed by hand"),
    ("results.lock", 16, " its checksum does not fit its content: it was changed by hand"),
  ]

  @Test(arguments: [true, false])
  func aDigitChangedByHandIsNamed(hasStore: Bool) throws {
    if !hasStore { try remove(".ablate") }
    for (file, line, message) in Self.tampering {
      let path = "results/small/\(file)"
      let original = try Data(contentsOf: url(path))
      try changeDigit(path, line: line)
      let outcome = try verify("results/small")
      #expect(outcome.status == 1, "\(path)")
      #expect(outcome.errors.hasPrefix("ablate: \(path):"), "\(outcome.errors)")
      #expect(outcome.errors.contains(message), "\(file): \(outcome.errors)")
      #expect(outcome.errors.count { $0 == "\n" } == 1, "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
      try original.write(to: url(path))
    }
    #expect(try verify("results/small").status == 0)
  }

  /// The lock has no bits of single test examples, but it has their digest.
  @Test func bitsChangedByHandAreNamed() throws {
    let path = "results/small/predictions.csv"
    try change(path, ",100,", ",101,")
    let count = try verify("results/small")
    #expect(count.status == 1)
    #expect(
      count.errors == "ablate: \(path):2: row 'Plain, 2', column 'examples': is '101', should be "
        + "'100'\n")
    try change(path, ",101,", ",100,")
    var lines = try String(contentsOf: url(path), encoding: .utf8).split(separator: "\n")
    let id = String(lines[1].split(separator: ",")[2])
    try change(path, id, String(id.reversed()))
    let identity = try verify("results/small")
    #expect(identity.status == 1)
    #expect(
      identity.errors == "ablate: \(path):2: row 'Plain, 2', column 'trial': is "
        + "'\(String(id.reversed()))', should be '\(id)'\n")
    try change(path, String(id.reversed()), id)
    let bits = try #require(lines[1].split(separator: ",").last)
    let letter = try #require(bits.first)
    let changed = (letter == "A" ? "B" : "A") + bits.dropFirst()
    try change(path, String(bits), changed)
    let outcome = try verify("results/small")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors
        == "ablate: \(path):2: row 'Plain, 2', column 'correct': is not what the trial "
        + "has right\n")
    lines.remove(at: 1)
    try (lines.joined(separator: "\n") + "\n").write(
      to: url(path), atomically: true, encoding: .utf8)
    let missing = try verify("results/small")
    #expect(missing.status == 1)
    #expect(missing.errors.contains("\(path): row 'Plain, 2': is missing"))
  }

  @Test func rowsOfTheMarkdownTableAreMatchedByName() throws {
    let path = "results/small/table.md"
    let text = try String(contentsOf: url(path), encoding: .utf8)
    let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("| Plain ") })
    try change(path, "\(row)\n", "")
    #expect(try verify("results/small").errors == "ablate: \(path): row 'Plain': is missing\n")
    let rule = try #require(text.split(separator: "\n").first { $0.hasPrefix("| --") })
    try change(path, "\(rule)\n", "\(rule)\n\(row)\n")
    #expect(try verify("results/small").status == 0)
    try change(path, "\n\nEach row", "\n\(row)\n\nEach row")
    #expect(
      try verify("results/small").errors
        == "ablate: \(path):7: row 'Plain': should not be there\n")
  }

  @Test func filesThatAreMissingOrTooMany() throws {
    try remove("results/small/curves.csv")
    #expect(
      try verify("results/small").errors
        == "ablate: results/small/curves.csv: the file is missing\n")
    _ = try ToolProcess.run("table", "small.yaml", in: workspace.folder)
    #expect(try verify("results/small").status == 0)
    try FileManager.default.createDirectory(
      at: url("results/small/figures"), withIntermediateDirectories: true)
    try workspace.write("<svg/>", to: "results/small/figures/other.svg")
    #expect(
      try verify("results/small").errors.contains(
        "ablate: results/small/figures/other.svg: should not be there: no plot declares it\n"))
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed: figures are NOT verified"))
  func aFigureChangedByHandIsNamed() throws {
    let path = "results/small/figures/validation-accuracy-by-epoch.svg"
    try change(path, "</svg>", "<g/></svg>")
    let outcome = try verify("results/small")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors
        == "ablate: \(path): the picture is not the one that was drawn from these results\n")
    try remove(path)
    let without = try verify("results/small")
    #expect(without.status == 0)
    #expect(without.errors.contains("is not there; it is drawn where gnuplot is installed"))
  }

  @Test func theExperimentFileMustBeTheOneThatWasRun() throws {
    try change("small.yaml", "title: A small", "title: A smaller")
    let changed = try verify("results/small")
    #expect(changed.status == 1)
    #expect(
      changed.errors == "ablate: results/small: small.yaml is not what the results were made from: "
        + "it was changed since, or is another file\n")
    try workspace.write(Self.experiment, to: "kept.yaml")
    #expect(try verify("results/small", "--experiment", "kept.yaml").status == 0)
    try remove("small.yaml")
    let missing = try verify("results/small")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("experiments/small.yaml, small.yaml"))
    #expect(missing.errors.contains("name it with --experiment FILE"))
    // Beside the folder of results, wherever the program runs.
    try FileManager.default.createDirectory(
      at: url("experiments"), withIntermediateDirectories: true)
    try workspace.write(Self.experiment, to: "experiments/small.yaml")
    let there = try ToolProcess.run(
      "verify", workspace.folder.path + "/results/small", in: FileManager.default.temporaryDirectory
    )
    #expect(there.status == 0, "\(there.errors)")
  }

  @Test func aStoreThatDisagreesIsNamed() throws {
    let store = TrialStore(folder: url(".ablate"))
    let id = try #require(try store.allIDs().first)
    let record = try #require(try store.load(id).record)
    let sealed = try #require(try store.loadSealed(id).record)
    // Another result under the same name, with right checksums.
    var other = record
    let metric = Metric(.validation, .loss)
    other.curves[metric]?[0]? += 0.001
    try store.save(other, sealed)
    let changed = try verify("results/small")
    #expect(changed.status == 1)
    #expect(
      changed.errors
        == "ablate: results/small: trial \(id): the record in the store is not the one "
        + "behind the results\n")
    // A trial that took longer, on a machine for which OpenBLAS has another kernel, is the same.
    other = record
    other.seconds += 1
    other.blasCore = "Other"
    try store.save(other, sealed)
    #expect(try verify("results/small").status == 0)
    try change(".ablate/trials/\(id)/record.json", "\"state\"", "\"State\"")
    let damaged = try verify("results/small")
    #expect(damaged.status == 1)
    #expect(damaged.errors.contains("record.json' is damaged: its checksum does not fit"))
    try remove(".ablate/trials/\(id)")
    let partial = try verify("results/small")
    #expect(partial.status == 0)
    #expect(partial.output.contains("6 trials, 5 of 6 as in the store, 1 expectation met\n"))
  }

  @Test func gatesAreCheckedWithTheirPlace() throws {
    let strict = Self.experiment.replacing("at_least: 0.05", with: "at_least: 0.999")
    try workspace.write(strict, to: "small.yaml")
    #expect(try ToolProcess.run("run", "small.yaml", "-q", in: workspace.folder).status == 1)
    let outcome = try verify("results/small", "--junit", "out/checks.xml")
    #expect(outcome.status == 1)
    let place =
      #/^ablate: expectation not met: small.yaml:33:5: Plain: test_accuracy is 0\.\d+, expected at least 0\.999 \(one seed\)\n$/#
    #expect(outcome.errors.wholeMatch(of: place) != nil, "\(outcome.errors)")
    let report = try String(contentsOf: url("out/checks.xml"), encoding: .utf8)
    #expect(
      report.contains(
        "<testsuite name=\"small expect\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\">"))
    #expect(report.contains("name=\"results/small/table.csv\"/>"))
    _ = try XMLDocument(xmlString: report)
  }

  @Test func runWritesTheSameKindOfReport() throws {
    let outcome = try ToolProcess.run(
      "run", "small.yaml", "-q", "--junit", "run.xml", in: workspace.folder)
    #expect(outcome.status == 0)
    let report = try String(contentsOf: url("run.xml"), encoding: .utf8)
    #expect(
      report.hasPrefix(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ablate\" tests=\"7\" failures=\"0\" errors=\"0\" skipped=\"0\">\n"
      ))
    #expect(
      report.contains(
        "<testcase classname=\"small expect\" name=\"Plain: test_accuracy at least 0.05\"/>"))
    #expect(
      report.contains(
        "<testcase classname=\"small trials\" name=\"Dropout learning_rate=0.05 seed=1\"/>"))
  }

  @Test func resultsFromBeforeThereWereLocks() throws {
    try remove("results/small/results.lock")
    let outcome = try verify("results")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors == "ablate: results/small has no results.lock: the results were made before "
        + "there were locks, or were copied without it; 'ablate run' and 'ablate table' write it\n")
  }

  @Test func partsOfAnExperimentAreVerifiedAsParts() throws {
    let run = try ToolProcess.run(
      "run", "small.yaml", "-q", "--only", "Plain", "--set", "training.epochs=1", "--out", "part",
      in: workspace.folder)
    #expect(run.status == 0)
    let outcome = try verify("part/small")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("part/small: all files fit the lock and small.yaml, 3 trials"))
  }

  /// Changes a lock as somebody would who knows how it is made.
  private func forge(_ old: String, _ new: String) throws {
    let path = "results/small/results.lock"
    let text = try String(contentsOf: url(path), encoding: .utf8)
    let end = try #require(text.range(of: "\"sha256\":\"", options: .backwards))
    let changed = text[..<end.lowerBound].replacing(old, with: new, maxReplacements: 1)
    #expect(changed != text[..<end.lowerBound])
    try "\(changed)\"sha256\":\"\(SHA256.hexadecimal(of: String(changed)))\"\n}\n".write(
      to: url(path), atomically: true, encoding: .utf8)
  }

  /// The checksum cannot tell who computed it: what finds a forged lock is the store, or training again.
  @Test func aForgedLockIsFoundByTheStoreAndByTraining() throws {
    let lock = try String(contentsOf: url("results/small/results.lock"), encoding: .utf8)
    let closed = try #require(
      lock.split(separator: "\n").first { $0.hasPrefix("{\"id\"") && $0.contains("\"values\"") })
    let sealed = try #require(closed.firstRange(of: "\"sealed\":\""))
    let digest = String(closed[sealed.upperBound...].prefix(64))
    try forge(digest, String(digest.reversed()))
    let stored = try verify("results/small")
    #expect(stored.status == 1)
    #expect(stored.errors.contains("the lock has other values than the record in the store"))
    try remove(".ablate")
    #expect(try verify("results/small").status == 0)
    let trained = try verify("results/small", "--retrain", "100")
    #expect(trained.status == 1)
    #expect(
      trained.errors.contains(": other bits: in values that the lock has the digest of only\n"))
    #expect(trained.output.split(separator: "\n").count == 6)
  }

  @Test func curvesThatDoNotHaveTheirDigestAreNamed() throws {
    try forge("\"curves\":{\"running_loss\":[", "\"curves\":{\"running_loss\":[1")
    try remove(".ablate")
    let outcome = try verify("results/small")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("the curves do not have the digest that stands beside them"))
    #expect(outcome.errors.contains("results/small/curves.csv:2: row 'Plain, 2, 1, running_loss'"))
  }

  @Test func anotherNumericsVersionIsNotComparable() throws {
    try forge("\"numerics\":2", "\"numerics\":1")
    let outcome = try verify("results/small", "--retrain", "1")
    #expect(outcome.status == 3)
    #expect(
      outcome.errors.contains(
        "ablate: not comparable here: the trials of small were trained with numerics version 1, "
          + "and this program has 2\n"))
  }

  @Test func whatStoppedEarlyIsVerifiedAtItsRestoredEpoch() throws {
    let text = SmallExperiment.text(name: "early", epochs: 8).replacing(
      "  batch_size: 50",
      with: "  early_stopping: {metric: validation_loss, patience: 1, restore: best}\n"
        + "  batch_size: 50")
    try workspace.write(text, to: "early.yaml")
    #expect(try ToolProcess.run("run", "early.yaml", "-q", in: workspace.folder).status == 0)
    #expect(try verify("results/early").status == 0)
    try remove(".ablate")
    let outcome = try verify("results/early", "--retrain", "3")
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test func retrainedTrialsHaveTheSameBits() throws {
    let outcome = try verify("results/small", "--retrain", "2")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n").dropFirst()
    #expect(lines.count == 2)
    let line =
      #/retrained (Plain|Dropout) learning_rate=0\.\d+ seed=\d \([0-9a-f]{32}\): the same bits/#
    #expect(lines.allSatisfy { $0.wholeMatch(of: line) != nil }, "\(outcome.output)")
    #expect(try verify("results/small", "--retrain", "2").output == outcome.output)
    #expect(
      try verify("results/small", "--retrain", "100").output.split(separator: "\n").count == 7)
  }
}

/// Whether figures are drawn here.
private let hasGnuplot =
  (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
  .contains { FileManager.default.isExecutableFile(atPath: "\($0)/gnuplot") }
