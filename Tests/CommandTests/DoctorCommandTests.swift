import Foundation
import Testing

/// What `ablate doctor` reports.
struct DoctorCommandTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
  }

  private struct Report: Decodable {
    struct Processor: Decodable {
      var cores: Int
      var missing: [String]
      var peakOperationsPerSecond: Double
    }
    struct OpenBLAS: Decodable {
      var build: String
      var core: String
      var threads: Int
    }
    struct DataFolder: Decodable {
      var origin: String
      var path: String
      var isThere: Bool
    }
    struct DataSet: Decodable {
      var name: String
      var presence: String
      var folder: String?
    }
    struct Store: Decodable {
      var trials: Int?
    }
    struct Figures: Decodable {
      var program: String?
      var version: String?
    }
    var version: String
    var processor: Processor
    var openBLAS: OpenBLAS
    var dataFolders: [DataFolder]
    var dataSets: [DataSet]
    var store: Store
    var figures: Figures
    var reproducibility: [String]
    var problems: [String]
  }

  @Test func aSoundMachineHasNoProblems() throws {
    try FileManager.default.createDirectory(
      at: workspace.folder.appending(path: "data"), withIntermediateDirectories: true)
    let outcome = try ToolProcess.run(
      "doctor", "--format", "json", "--data", "data", in: workspace.folder,
      environment: ["ABLATE_DATA": workspace.folder.path + "/nowhere"])
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
    #expect(report.problems.isEmpty)
    #expect(report.reproducibility.contains { $0.contains(report.openBLAS.core) })
    #expect(report.processor.cores >= 1)
    #expect(report.processor.missing.isEmpty)
    // A core of the last ten years, and no library call for each multiply-add.
    #expect(report.processor.peakOperationsPerSecond > 2e9)
    #expect(["pthread", "openmp"].contains(report.openBLAS.build))
    #expect(report.openBLAS.threads == 1)
    #expect(report.dataFolders.map(\.origin) == ["--data", "$ABLATE_DATA", "user cache"])
    #expect(report.dataFolders.map(\.isThere) == [true, false, false])
    #expect(report.dataSets.contains { $0.name == "glyphs" && $0.presence == "built in" })
    #expect(report.dataSets.contains { $0.name == "mnist" && $0.presence == "missing" })
    #expect(report.store.trials == nil)
  }

  @Test func theTextSaysWhatIsThere() throws {
    try workspace.write(SmallExperiment.text(), to: "small.yaml")
    #expect(try ToolProcess.run("run", "small.yaml", "-q", in: workspace.folder).status == 0)
    let outcome = try ToolProcess.run("doctor", in: workspace.folder)
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= 80 || $0.contains(workspace.folder.path) })
    for heading in [
      "processor", "OpenBLAS", "data sets", "store", "figures", "reproducibility",
      "nothing stands in the way of a run",
    ] {
      #expect(lines.contains(Substring(heading)), "\(heading)")
    }
    // The folder's path may be so long that the line is broken.
    let words = outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("/.ablate has 6 trials "))
    #expect(outcome.output.contains("glyphs         built in\n"))
    #expect(outcome.output.contains("not here; get it with 'ablate data fetch mnist'\n"))
    #expect(outcome.output.contains(" thread in force\n"))
  }

  /// An unreadable store is in the way of a run; a missing gnuplot is not.
  @Test func whatMakesRunsImpossibleExitsWith3() throws {
    let bare = try ToolProcess.run(
      "doctor", in: workspace.folder, environment: ["PATH": "/nowhere"])
    #expect(bare.status == 0)
    #expect(
      bare.output.contains("  gnuplot is not installed; everything but the figures is written\n"))
    try workspace.write("a file, not a folder", to: "occupied")
    let outcome = try ToolProcess.run("doctor", "--store", "occupied", in: workspace.folder)
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("\nruns are impossible\n"))
    #expect(!outcome.output.contains("\nreproducibility\n"))
  }
}
