import Foundation
import Testing

struct DataCommandTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
  }

  @Test func listNamesEveryDataSetAndWhereItIs() throws {
    let outcome = try ToolProcess.run("data", "list", in: workspace.folder)
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    for name in ["mnist", "fashion-mnist", "cifar-10", "glyphs"] {
      #expect(outcome.output.contains(name))
    }
    #expect(outcome.output.contains("not here; get it with 'ablate data fetch mnist'"))
    #expect(outcome.output.contains("60,000 + 10,000 examples, 28×28×1, 10 classes; built in"))
  }

  @Test func verifyNamesMissingFiles() throws {
    let outcome = try ToolProcess.run("data", "verify", "mnist", in: workspace.folder)
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("mnist: train-images-idx3-ubyte: missing\n"))
  }

  @Test func verifyNamesCorruptFiles() throws {
    let folder = workspace.folder.appending(path: "d/mnist")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try workspace.write("nonsense", to: "d/mnist/train-labels-idx1-ubyte")
    let outcome = try ToolProcess.run("data", "verify", "--data", "d", in: workspace.folder)
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("holds 8 bytes, not the 60,008 that were published"))
  }

  @Test func verifyNamesWhatAStartedSetLacks() throws {
    let folder = workspace.folder.appending(path: "d/mnist")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try workspace.write("nonsense", to: "d/mnist/train-labels-idx1-ubyte")
    let outcome = try ToolProcess.run("data", "verify", "--data", "d", in: workspace.folder)
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("mnist: t10k-labels-idx1-ubyte: missing\n"))
    #expect(!outcome.output.contains("cifar-10"))
  }

  @Test func verifyingNothingIsSaid() throws {
    let outcome = try ToolProcess.run("data", "verify", in: workspace.folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.errors
        == "ablate: there is nothing to verify; 'ablate data list' says where data sets are\n")
  }

  @Test func anUnreachableServerIsOneSentence() throws {
    let outcome = try ToolProcess.run(
      "data", "fetch", "mnist", "--data", "d", in: workspace.folder,
      environment: ["ABLATE_MIRROR": "http://127.0.0.1:9"])
    #expect(outcome.status == 3)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("ablate: cannot fetch train-images-idx3-ubyte.gz: http://"))
  }
}
