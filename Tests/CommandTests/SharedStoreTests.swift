import Foundation
import Testing

/// Several runs on one store, and stores that are not as they should be.
struct SharedStoreTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(SmallExperiment.text(epochs: 6), to: "small.yaml")
  }

  private func reference() throws -> [String: Data] {
    let outcome = try ToolProcess.run(
      "run", "small.yaml", "-q", "--store", "alone-store", "--out", "alone",
      in: workspace.folder)
    #expect(outcome.status == 0)
    return try workspace.files(in: "alone")
  }

  /// Each trial is trained by one of the processes and found by the others.
  @Test(arguments: [2, 4])
  func processesOnOneStoreShareTheWork(count: Int) throws {
    let expected = try reference()
    let processes = try (0..<count).map { number in
      try ToolProcess(
        ["run", "small.yaml", "--jobs", "2", "--out", "out\(number)"], in: workspace.folder)
    }
    let outcomes = try processes.map { try $0.wait() }
    let trained = outcomes.reduce(0) { sum, outcome in
      sum + outcome.errors.split(separator: "\n").count { $0.hasPrefix("[") && $0.hasSuffix(" s") }
    }
    #expect(trained == 6, "\(outcomes.map(\.errors))")
    for (number, outcome) in outcomes.enumerated() {
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try workspace.files(in: "out\(number)") == expected)
    }
    #expect(try workspace.files(in: ".ablate/locks").isEmpty)
  }

  /// What is in the store is looked at before it is believed.
  @Test(arguments: ["record.json", "sealed.json"], ["cut", "flipped", "foreign", "absent"])
  func whatIsDamagedIsTrainedAgain(name: String, damage: String) throws {
    let expected = try reference()
    let folder = workspace.folder.appending(path: "alone-store/trials")
    let ids = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let victim = folder.appending(path: "\(ids[0])/\(name)")
    var bytes = try Data(contentsOf: victim)
    switch damage {
    case "cut": try bytes.prefix(bytes.count / 2).write(to: victim)
    case "flipped":
      bytes[bytes.count / 2] ^= 4
      try bytes.write(to: victim)
    case "foreign":
      try Data(contentsOf: folder.appending(path: "\(ids[1])/\(name)")).write(to: victim)
    case _: try FileManager.default.removeItem(at: victim)
    }
    // What lies about beside trials must not disturb.
    try Data("notes".utf8).write(to: folder.appending(path: "notes.txt"))
    try Data("half".utf8).write(to: folder.appending(path: "\(ids[1])/.record.json.x.partial"))
    let outcome = try ToolProcess.run(
      "run", "small.yaml", "--store", "alone-store", "--out", "alone", in: workspace.folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("[") } == 1, "\(outcome.errors)")
    if damage != "absent" || name == "sealed.json" {
      #expect(lines.count { $0.contains("\(ids[0])/\(name)' ") } == 1, "\(outcome.errors)")
      #expect(outcome.errors.contains("the trial is trained again"))
    }
    #expect(try workspace.files(in: "alone") == expected)
  }

  /// Odd things in the store are reported, and neither they nor the other trials wait for anybody.
  @Test(.timeLimit(.minutes(2))) func whatIsNoFileIsNoObstacle() throws {
    let expected = try reference()
    let folder = workspace.folder.appending(path: "alone-store/trials")
    let ids = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    try FileManager.default.removeItem(at: folder.appending(path: "\(ids[0])/record.json"))
    try FileManager.default.createDirectory(
      at: folder.appending(path: "\(ids[0])/record.json"), withIntermediateDirectories: false)
    try FileManager.default.removeItem(at: folder.appending(path: ids[1]))
    try Data("file".utf8).write(to: folder.appending(path: ids[1]))
    let pipe = folder.appending(path: "\(ids[2])/sealed.json").path
    try FileManager.default.removeItem(atPath: pipe)
    try #require(unsafe mkfifo(pipe, 0o644) == 0)
    try FileManager.default.removeItem(at: folder.appending(path: ids[3]))
    let outcome = try ToolProcess.run(
      "run", "small.yaml", "-q", "--store", "alone-store", "--out", "alone", in: workspace.folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    // Each once, although trials are looked for when the run is planned, begun, and locked.
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 3, "\(outcome.errors)")
    let reasons = [
      "/\(ids[0])/record.json' is damaged: it is a folder; the trial is trained again",
      "/\(ids[1])' is damaged: it is no folder; the trial is trained again",
      "/\(ids[2])/sealed.json' is damaged: it is no file; the trial is trained again",
    ]
    for reason in reasons {
      #expect(lines.count { $0.hasSuffix(reason) } == 1, "\(outcome.errors)")
    }
    #expect(try workspace.files(in: "alone") == expected)
    let text = try String(contentsOf: folder.appending(path: "\(ids[1]).odd"), encoding: .utf8)
    #expect(text == "file")
    let collected = try ToolProcess.run(
      "gc", "small.yaml", "--store", "alone-store", in: workspace.folder)
    #expect(collected.status == 0, "\(collected.errors)")
    #expect(collected.output.contains("left alone: 1 that this program did not make\n"))
  }

  /// What decides a trial is known, so that its file is written anew and nothing is trained.
  @Test func aChangedSpecificationIsWrittenAnew() throws {
    let expected = try reference()
    let before = try workspace.files(in: "alone-store")
    let paths = before.keys.filter { $0.hasSuffix("/specification.json") }.sorted()
    let file = workspace.folder.appending(path: "alone-store/\(paths[0])")
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: file)
    // A trial of an earlier version has none.
    try FileManager.default.removeItem(
      at: workspace.folder.appending(path: "alone-store/\(paths[1])"))
    let outcome = try ToolProcess.run(
      "run", "small.yaml", "-q", "--store", "alone-store", "--out", "alone", in: workspace.folder)
    #expect(outcome.status == 0)
    #expect(
      outcome.errors.hasSuffix(
        "\(paths[0])' is damaged: its digest is not the trial's name; it is written anew\n"))
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    var left = before
    left[paths[1]] = nil
    #expect(try workspace.files(in: "alone-store") == left)
    #expect(try workspace.files(in: "alone") == expected)
  }

  /// Values of a grid are independent: a further one adds rows and changes no other.
  @Test func aValueInTheMiddleChangesItsOwnRowsAlone() throws {
    let text = SmallExperiment.text(epochs: 6).replacingOccurrences(
      of: "[0.1, 0.05]", with: "[0.1, 0.0001]")
    try workspace.write(text, to: "small.yaml")
    #expect(try ToolProcess.run("run", "small.yaml", "-q", in: workspace.folder).status == 0)
    let before = try workspace.files(in: "results/small")
    // Far too small to be selected, so that the rows of the table stay as well.
    try workspace.write(
      text.replacingOccurrences(of: "[0.1, 0.0001]", with: "[0.1, 0.00001, 0.0001]"),
      to: "small.yaml")
    let outcome = try ToolProcess.run("run", "small.yaml", in: workspace.folder)
    #expect(outcome.errors.contains("search: 6 trials, 4 already in the store"))
    #expect(outcome.errors.contains("replicate: 2 trials, 2 already in the store"))
    let after = try workspace.files(in: "results/small")
    for name in ["table.csv", "curves.csv"] { #expect(after[name] == before[name], "\(name)") }
    func lines(_ files: [String: Data]) throws -> [Substring] {
      let data = try #require(files["trials.csv"])
      return String(decoding: data, as: UTF8.self).split(separator: "\n")
    }
    let (old, new) = (try lines(before), try lines(after))
    #expect(new.filter { !$0.contains(",1e-05,") && !$0.contains(",0.00001,") } == old)
    #expect(new.count == old.count + 2)
  }
}
