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

  /// Warnings are the subject of one, and another is there to be counted, not to be trained.
  private static let withWarnings = ["momentum-range.yaml", "stacked-convolutions.yaml"]

  @Test func theyAreThoseOfTheListBesideThem() throws {
    let list = try String(contentsOf: Self.folder.appending(path: "README.md"), encoding: .utf8)
    let listed = list.matches(of: #/(?m)^\| \[([a-z0-9-]+)\]\(([a-z0-9-]+\.yaml)\) \|/#)
    #expect(listed.allSatisfy { "\($0.output.1).yaml" == $0.output.2 })
    #expect(listed.map { String($0.output.2) }.sorted() == Self.names)
    #expect(Self.names.count >= 17)
  }

  @Test(arguments: names)
  func eachIsCorrectAndNamedLikeItsFile(file: String) throws {
    let path = Self.folder.appending(path: file).path
    let workspace = try Workspace()
    let check = try ToolProcess.run("check", path, in: workspace.folder)
    #expect(check.status == 0)
    #expect(check.output.contains("\(path): correct; "))
    #expect(check.output.contains(": warning: ") == Self.withWarnings.contains(file))
    let plan = try ToolProcess.run("plan", path, in: workspace.folder)
    #expect(plan.status == 0)
    #expect(plan.output.hasPrefix(file.dropLast(".yaml".count) + ": "))
  }

  /// Twelve networks that differ in two axes are one table and eleven lines.
  @Test func networksOfAVariantAreToldApart() throws {
    let path = Self.folder.appending(path: "mnist-cnn-search.yaml").path
    let workspace = try Workspace()
    let output = try ToolProcess.run("plan", path, in: workspace.folder).output
    #expect(output.contains("\nnetwork of CNN (kernel 3, units 50)\n  layer "))
    #expect(
      output.contains(
        "\nother networks of CNN\n  kernel 3, units 100: 628,630 parameters, 1,764,532 operations\n"
      ))
    let lines = output.split(separator: "\n").filter { $0.hasPrefix("  kernel ") }
    #expect(lines.count >= 11)
    #expect(Set(lines).count >= 11)
  }

  @Test func leNet5Has61706Parameters() throws {
    let path = Self.folder.appending(path: "lenet5-regularization.yaml").path
    let workspace = try Workspace()
    let plan = try ToolProcess.run("plan", path, in: workspace.folder)
    #expect(plan.output.contains("search: 48 trials\n"))
    let total = #/\n  total +61,706 +846,056\n/#
    #expect(plan.output.contains(total))
  }

  /// The counts that the reports behind the experiments print.
  @Test(arguments: [
    ("stacked-convolutions.yaml", ["2,800", "180,200", "720,400"]),
    ("lenet5-tanh.yaml", ["156", "2,416", "48,120", "10,164", "850", "61,706"]),
  ])
  func layersHaveTheParametersOfTheReports(file: String, counts: [String]) throws {
    let path = Self.folder.appending(path: file).path
    let workspace = try Workspace()
    let plan = try ToolProcess.run("plan", path, in: workspace.folder)
    #expect(plan.status == 0)
    for count in counts { #expect(plan.output.contains(" \(count) "), "\(count)") }
  }
}
