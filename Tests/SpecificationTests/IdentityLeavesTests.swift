import Specification
import Testing

@Suite struct IdentityLeavesTests {
  private func form(_ text: String = DesignExample.text, _ index: Int = 0) throws -> String {
    let trial = try experiment(text).variants.flatMap(\.candidates)[index].trial
    return TrialIdentity.form(of: trial, dataDigest: "d", numericsVersion: 1)
  }

  @Test func aFormDecidesTheIdentity() throws {
    let trial = try #require(
      try experiment(DesignExample.text).variants.first?.candidates.first?.trial)
    #expect(
      TrialIdentity.id(ofForm: try form())
        == TrialIdentity.id(of: trial, dataDigest: "d", numericsVersion: 1))
  }

  @Test func aFormIsTakenApart() throws {
    let leaves = try #require(IdentityLeaves(try form())).leaves
    let texts = Dictionary(
      uniqueKeysWithValues: leaves.map { ($0.path.joined(separator: "."), $0.text) })
    #expect(texts["data"] == "d")
    #expect(texts["numerics"] == "1")
    #expect(texts["trial.training.batch_size"] == "128")
    #expect(texts["trial.training.optimizer.settings.learning_rate"] == "0.1")
    #expect(texts["trial.layers.0.layer.settings.filters"] == "6")
    #expect(texts["trial.seed"] == "1")
  }

  @Test func differencesHaveBothValues() throws {
    let first = try #require(IdentityLeaves(try form()))
    let other = try #require(IdentityLeaves(try form(DesignExample.text, 1)))
    #expect(first.differences(from: first).isEmpty)
    let differences = first.differences(from: other)
    #expect(differences.map { $0.path.last } == ["momentum"])
    #expect(differences.map(\.here) == ["0"] && differences.map(\.there) == ["0.9"])
    let changed = DesignExample.text.replacing(
      "  batch_size: 128\n", with: "  batch_size: 128\n  gradient_clip: {norm: 1}\n")
    let clipped = try #require(IdentityLeaves(try form(changed)))
    let added = first.differences(from: clipped)
    #expect(added.map(\.path) == [["trial", "training", "gradient_clip"]])
    #expect(added.map(\.here) == [nil] && added.map(\.there) == ["1"])
  }

  @Test(arguments: [
    "", "{", "{\"a\":}", "{\"a\":1", "[1,", "{\"a\":1}x", "{\"a\" 1}",
    String(repeating: "[", count: 10_000),
  ])
  func whatIsNoFormIsRefused(text: String) {
    #expect(IdentityLeaves(text) == nil)
  }
}
