import Foundation
import Testing

/// What `ablate gradcheck` prints and how it exits.
struct GradcheckCommandTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(SmallExperiment.text(), to: "small.yaml")
  }

  private func run(_ arguments: [String]) throws -> ToolProcess.Outcome {
    try ToolProcess(["gradcheck"] + arguments, in: workspace.folder).wait()
  }

  /// A variant for each network, a line for each tensor.
  @Test func printsATableForEachNetwork() throws {
    let result = try run(["small.yaml", "--coordinates", "40"])
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    #expect(
      lines.filter { $0.hasPrefix("Plain: cost ") || $0.hasPrefix("Dropout: cost ") }.count == 2)
    let tensors = ["dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias"]
    for tensor in tensors {
      let rows = lines.filter { $0.hasPrefix("  \(tensor) ") }
      #expect(rows.count == 2, "\(tensor)")
      for row in rows {
        let cells = row.split(separator: " ").map(String.init)
        let error = try #require(cells.last.flatMap(Double.init))
        #expect(error < 1e-6, "\(row)")
      }
    }
    #expect(lines.contains { $0.contains("40 of 12544") || $0.contains("39 of 12544") })
  }

  @Test func takesTheNamedVariantAndFeatures() throws {
    let result = try run([
      "small.yaml", "--variant", "Dropout", "--features", "10", "--examples", "3", "--epsilon",
      "1e-3",
    ])
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("Dropout: cost "))
    #expect(result.output.contains("of 3 examples, ") && result.output.contains("E = 1.00e-03"))
    #expect(!result.output.contains("Plain"))
  }

  @Test func networksThatDoNotFitTheFeaturesAreShown() throws {
    try workspace.write(
      SmallExperiment.text().replacing(
        "  - flatten\n", with: "  - conv: {filters: 2, kernel: 3}\n  - flatten\n"),
      to: "conv.yaml")
    let result = try run(["conv.yaml", "--features", "10"])
    #expect(result.status == 2)
    #expect(result.errors.contains("E0401") && result.output.isEmpty)
  }

  @Test(arguments: [
    ["small.yaml", "--variant", "Plane"], ["small.yaml", "--epsilon", "0"],
    ["small.yaml", "--epsilon", "much"], ["small.yaml", "--examples", "0"], [],
    ["small.yaml", "small.yaml"],
  ])
  func wrongUsageIsExplained(_ arguments: [String]) throws {
    let result = try run(arguments)
    #expect(result.status == 2)
    #expect(result.output.isEmpty && !result.errors.isEmpty)
  }
}
