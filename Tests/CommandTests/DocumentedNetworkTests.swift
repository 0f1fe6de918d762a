import Foundation
import Testing

/// The networks that the documentation shows.
struct DocumentedNetworkTests {
  /// The first block of YAML in a page.
  private func firstBlock(of page: String) throws -> String {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/\(page)").standardized
    let text = try String(contentsOf: file, encoding: .utf8)
    let blocks = text.components(separatedBy: "```yaml\n")
    return try #require(blocks.dropFirst().first?.components(separatedBy: "```").first)
  }

  @Test func theResidualNetworkIsCorrectAndPlanned() throws {
    let workspace = try Workspace()
    try Data(firstBlock(of: "networks.md").utf8)
      .write(to: workspace.folder.appending(path: "residual.yaml"))
    let check = try ToolProcess.run("check", "residual.yaml", in: workspace.folder)
    #expect(check.status == 0)
    let plan = try ToolProcess.run("plan", "residual.yaml", in: workspace.folder)
    #expect(plan.status == 0)
    #expect(plan.output.contains(#/\n  layer +kind +reads +output +parameters/#))
    #expect(plan.output.contains(#/\n  add1 +add +residue, start +28×28×8 +0 +6,272\n/#))
    #expect(plan.output.contains(#/\n  global_average_pool1 +global_average_pool +8 +0 +6,272\n/#))
  }
}
