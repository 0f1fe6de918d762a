import Foundation
import Testing

/// Whether what a run predicts is near what it takes.
@Suite struct PredictionMeasuringTests {
  /// A sweep of some ten seconds; the bound is for predictions that mean nothing.
  @Test func aPredictionIsNearTheOutcome() throws {
    let workspace = try Workspace()
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let outcome = try ToolProcess.run(
      "run", root.path + "/experiments/quickstart.yaml", "--only", "Batch normalization",
      "--set", "data.limit={train: 6400, test: 1000}", "--set", "training.epochs=16",
      in: workspace.folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let line = try #require(
      outcome.errors.firstMatch(of: /took ([0-9:.]+)(?: s)?, predicted were ([0-9:.]+)(?: s)? \(/),
      "\(outcome.errors)")
    print("prediction: \(line.0)")
    let ratio = Self.seconds(line.1) / Self.seconds(line.2)
    #expect((0.5...2).contains(ratio))
  }

  /// `2:05` and `21.3` as seconds.
  private static func seconds(_ text: Substring) -> Double {
    text.split(separator: ":").reduce(0) { $0 * 60 + (Double($1) ?? .nan) }
  }
}
