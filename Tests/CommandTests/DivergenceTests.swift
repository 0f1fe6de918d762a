import Foundation
import Testing

/// Trials that turn non-finite: what a run makes of them.
struct DivergenceTests {
  private let workspace: Workspace

  init() throws { workspace = try Workspace() }

  private func run(_ more: String, variants: String = "") throws -> ToolProcess.Outcome {
    let text = SmallExperiment.text()
      .replacingOccurrences(of: "[0.1, 0.05]", with: "[1e30, 1e25]")
      .replacingOccurrences(
        of: "    - name: Plain\n",
        with: "    - name: Plain\n      grid: {learning_rate: [1e30, 0.1]}\n"
      )
      .replacingOccurrences(of: "  epochs: 2\n", with: "  epochs: 2\n\(more)")
    try workspace.write(text, to: "small.yaml")
    return try ToolProcess.run("run", "small.yaml", in: workspace.folder)
  }

  private func file(_ name: String) throws -> String {
    try String(
      contentsOf: workspace.folder.appending(path: "results/small/\(name)"), encoding: .utf8)
  }

  /// Epoch, step and layer are known, the sweep goes on, and a row without a setting says why.
  @Test func theSweepGoesOnAndSaysWhere() throws {
    let outcome = try run("")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let line =
      #/\[ \d/4\] (Plain|Dropout) learning_rate=\S+ seed=1  diverged in epoch 1, step \d, in dense[12]  \d+\.\d s/#
    #expect(outcome.errors.split(separator: "\n").count { $0.wholeMatch(of: line) != nil } == 3)
    let trials = try file("trials.csv").split(separator: "\n")
    #expect(trials.count { $0.contains(#/,diverged@1:\d:dense[12]$/#) } == 3)
    #expect(trials.count { $0.hasSuffix(",finished") } == 2)
    let rows = try file("table.md").split(separator: "\n")
    #expect(rows.contains { $0.hasPrefix("| Plain ") && !$0.contains("diverged") })
    #expect(rows.contains { $0.hasPrefix("| Dropout ") && $0.contains("diverged") })
    #expect(rows.contains { $0.contains("Dropout: both settings diverged.") }, "\(rows)")
  }

  @Test func whereItCountsAsFailureTheStatusIs4() throws {
    let outcome = try run("  on_divergence: fail\n")
    #expect(outcome.status == 4)
    #expect(
      outcome.errors.contains("ablate: Plain learning_rate=1e+30 seed=1: diverged in epoch 1"))
    #expect(try file("table.md").contains("diverged"))
  }
}
