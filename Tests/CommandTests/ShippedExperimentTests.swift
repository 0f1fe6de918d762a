import Foundation
import Testing

/// The experiments that come with the program.
struct ShippedExperimentTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../experiments").standardized

  private static var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.sorted()
  }

  @Test func theyAreThere() {
    #expect(
      Self.names == ["lenet5-regularization.yaml", "optimizer-comparison.yaml", "quickstart.yaml"])
  }

  @Test(arguments: names)
  func eachIsCorrectAndNamedLikeItsFile(file: String) throws {
    let path = Self.folder.appending(path: file).path
    let workspace = try Workspace()
    let check = try ToolProcess.run("check", path, in: workspace.folder)
    #expect(check.status == 0)
    #expect(check.output.hasPrefix("\(path): correct; "))
    let plan = try ToolProcess.run("plan", path, in: workspace.folder)
    #expect(plan.status == 0)
    #expect(plan.output.hasPrefix(file.dropLast(".yaml".count) + ": "))
  }

  @Test func leNet5Has61706Parameters() throws {
    let path = Self.folder.appending(path: "lenet5-regularization.yaml").path
    let workspace = try Workspace()
    let plan = try ToolProcess.run("plan", path, in: workspace.folder)
    #expect(plan.output.contains("search: 48 trials\n"))
    let total = #/\n  total +61,706 +846,056\n/#
    #expect(plan.output.contains(total))
  }
}
