import Catalog
import Engine
import Testing

/// Every registered loss against numbers made with PyTorch.
@Suite(.tags(.numerics)) struct LossReferenceTests {
  private struct File: Decodable {
    var cases: [Case]
  }

  private struct Case: Decodable {
    var name: String
    var settings: [String: ReferenceValue]
    var logits: ReferenceTensor
    var labels: [Int]
    var loss: Double
    var gradient: ReferenceTensor
  }

  @Test(arguments: LossRegistry.all.map { $0.name })
  func matchesPyTorchInDouble(_ kind: String) throws { try check(kind, Double.self) }

  @Test(arguments: LossRegistry.all.map { $0.name })
  func matchesPyTorchInFloat(_ kind: String) throws { try check(kind, Float.self) }

  private func check<S: EngineScalar>(_ kind: String, _: S.Type) throws {
    let type = try #require(LossRegistry.all.first { $0.name == kind })
    let file: File = try References.load("losses/\(kind)")
    #expect(!file.cases.isEmpty)
    for example in file.cases { try run(example, type, S.self) }
  }

  /// Smoothing is a key of the training section; it must not be missed for it.
  @Test func smoothedCasesAreRun() throws {
    let file: File = try References.load("losses/cross_entropy")
    #expect(file.cases.count { $0.settings["label_smoothing"] != nil } >= 10)
  }

  private func run<S: EngineScalar, D: LossDefinition>(
    _ example: Case, _: D.Type, _: S.Type
  ) throws {
    var settings = example.settings
    let smoothing = settings.removeValue(forKey: "label_smoothing")
    var loss = try D.make(settings)
    if case .number(let share)? = smoothing { loss = try #require(loss.smoothed(by: share)) }
    let outputs = example.logits.shape[1]
    let logits: [[S]] = example.logits.samples.scalars()
    let answer = LossProbe<S>(loss, outputs: outputs).evaluate(logits, labels: example.labels)
    expectNear(
      [answer.loss], [example.loss], within: S.tolerance, "\(kind(of: loss)) \(example.name): loss")
    expectNear(
      answer.gradient.flatMap { $0 }, example.gradient.values, within: S.tolerance,
      "\(kind(of: loss)) \(example.name): gradient")
    for (sample, predicted) in answer.predictions.enumerated() {
      let row = example.logits.samples[sample]
      let expected = outputs == 1 ? (row[0] > 0 ? 1 : 0) : row.firstIndex(of: row.max() ?? 0)
      #expect(predicted == expected, "\(example.name): prediction of sample \(sample)")
    }
  }

  private func kind(of loss: any LossDefinition) -> String { type(of: loss).name }
}
