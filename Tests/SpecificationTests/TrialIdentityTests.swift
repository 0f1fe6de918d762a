import Catalog
import Diagnostics
import Specification
import Testing

@Suite("Identities of trials")
struct TrialIdentityTests {
  private func ids(_ text: String) throws -> [String] {
    try experiment(text).variants.flatMap(\.candidates).map { id($0.trial) }
  }

  private func id(_ trial: TrialSpecification, data: String = "d", version: Int = 1) -> String {
    TrialIdentity.id(of: trial, dataDigest: data, numericsVersion: version)
  }

  private func change(_ old: String, _ new: String) throws -> String {
    let text = DesignExample.text.replacing(old, with: new)
    try #require(text != DesignExample.text)
    return text
  }

  @Test func everyCandidateHasItsOwn() throws {
    let ids = try ids(DesignExample.text)
    #expect(Set(ids).count == 48)
    #expect(ids.allSatisfy { $0.count == TrialIdentity.length })
  }

  @Test(arguments: [
    // White space and comments.
    ("  loss: cross_entropy\n", "  loss:   cross_entropy   # the usual one\n\n"),
    // Order of keys.
    (
      "  batch_size: 128\n  epochs: 25\n", "  epochs: 25\n  batch_size: 128\n"
    ),
    ("{filters: 6, kernel: 5, padding: 2}", "{padding: 2, kernel: 5, filters: 6}"),
    // Defaults written out.
    (
      "{filters: 16, kernel: 5}", "{filters: 16, kernel: 5, stride: 1, padding: 0, bias: true}"
    ),
    ("- relu\n", "- relu: {if: true}\n"), ("  scale: unit\n", ""),
    ("  scale: unit\n", "  scale: unit\n  standardize_by: all\n"),
    ("  epochs: 25\n", "  epochs: 25\n  last_batch: keep\n  label_smoothing: 0\n"),
    // Other ways to write the same.
    ("- dense: 120", "- dense: {units: 120}"), ("- max_pool: 2", "- max_pool: {size: 2.0}"),
    ("- dense: 84", "- dense: \"${42 * 2}\""), ("  momentum: 0\n", "  momentum: 0.0\n"),
    ("[0.1, 0.01, 0.001]", "{log: [1e-1, 1e-3], count: 3}"),
    // What is only measured, kept or shown.
    ("  epochs: 25\n", "  epochs: 25\n  keep: none\n  evaluate: {train: every_epoch}\n"),
    ("  epochs: 25\n", "  epochs: 25\n  on_divergence: fail\n"),
    ("  seeds: [1] ", "  replicate: 4\n  seeds: [1] "), ("- name: Dropout", "- name: Out"),
    ("title: Regularization", "title: R"),
  ])
  func whatDoesNotMatterChangesNone(_ old: String, _ new: String) throws {
    let text = try change(old, new).replacing("variant: Dropout", with: "over: mean")
    #expect(try ids(text) == ids(DesignExample.text))
  }

  @Test(arguments: [
    ("  validation: 0.2 ", "  validation: 0.1 "), ("  validation: 0.2 ", "  validation: 12000 "),
    ("scale: unit", "scale: standardize"), ("scale: unit", "split_seed: 1"),
    ("scale: unit", "limit: {train: 60000}"), ("scale: unit", "limit: {test: 10000}"),
    ("scale: unit", "classes: [0, 1]"), ("dataset: fashion-mnist", "dataset: mnist"),
    ("padding: 2", "padding: same"), ("padding: 2", "padding: 2, name: first"),
    ("padding: 2", "padding: 2, initialize: {weights: he_normal}"),
    ("  epochs: 25\n", "  epochs: 25\n  initialize: {bias: zero}\n"),
    ("  epochs: 25\n", "  epochs: 26\n"), ("batch_size: 128", "batch_size: 127"),
    ("  epochs: 25\n", "  epochs: 25\n  last_batch: drop\n"), ("seeds: [1]", "seeds: [2]"),
    ("weight_decay: $weight_decay", "weight_decay: $weight_decay, nesterov: true"),
    ("- dense: 10\n", "- dense: 11\n"), ("- relu\n  - max_pool", "- max_pool"),
  ])
  func whatMattersChangesAll(_ old: String, _ new: String) throws {
    let changed = try ids(change(old, new))
    #expect(changed.count == 48)
    #expect(Set(changed).isDisjoint(with: try ids(DesignExample.text)))
  }

  @Test func insertingAValueChangesNoOther() throws {
    let changed = try ids(change("[0.1, 0.01, 0.001]", "[0.1, 0.03, 0.01, 0.001]"))
    #expect(changed.count == 64)
    #expect(Set(changed).isSuperset(of: try ids(DesignExample.text)))
    let dropout = try ids(change("[0.1, 0.2, 0.5]", "[0.05, 0.1, 0.2, 0.5]"))
    #expect(Set(dropout).isSuperset(of: try ids(DesignExample.text)))
  }

  @Test func dataTierAndNumericsAreParts() throws {
    var trial = try #require(
      experiment(DesignExample.text).variants.first?.candidates.first?.trial)
    let original = id(trial)
    #expect(id(trial, data: "e") != original)
    #expect(id(trial, version: 2) != original)
    trial.training.numerics = .exact
    #expect(id(trial) != original)
  }

  @Test func trialsOfDifferentVariantsAreShared() throws {
    let experiment = try experiment(
      SampleFile(sweep: "{variants: [{name: A}, {name: B, training: {epochs: 2}}]}").text)
    #expect(
      id(experiment.variants[0].candidates[0].trial)
        == id(experiment.variants[1].candidates[0].trial))
  }

  @Test func canonicalFormIsStable() throws {
    let trial = try #require(
      SampleFile(data: "{dataset: mnist, validation: 0.2}").experiment().variants.first?
        .candidates.first?.trial)
    #expect(
      trial.canonicalForm
        == #"{"data":{"dataset":{"name":"mnist","settings":{}},"scale":"unit","#
        + #""validation":{"share":0.2}},"layers":[{"layer":{"name":"flatten","settings":{}},"#
        + #""name":"flatten1"},{"layer":{"name":"dense","settings":{"bias":true,"units":10}},"#
        + #""name":"dense1"}],"seed":"1","training":{"batch_size":10,"epochs":2,"#
        + #""last_batch":"keep","loss":{"name":"cross_entropy","settings":{}},"optimizer":"#
        + #"{"name":"sgd","settings":{"learning_rate":0.1,"momentum":0,"nesterov":false,"#
        + #""weight_decay":0}}}}"#)
    // Calculated from that text by another program.
    #expect(id(trial) == "627b6102c0fe0ffbd69932c1aa9a8d0c")
  }

  @Test func digestOfTheExperimentCoversWhatIsShown() throws {
    let digest = try experiment(DesignExample.text).digest
    #expect(try experiment(change("# [a-z0-9]", "# a-z")).digest == digest)
    for (old, new) in [
      ("title: Regularization", "title: R"), ("heading: Technique", "heading: T"),
      ("at_least: 0.88", "at_least: 0.89"), ("by: epoch, ", "by: epoch, title: T, "),
      ("seeds: [1]", "seeds: [1, 2]"), ("epochs: 25", "epochs: 24"),
      ("- name: Dropout", "- name: Dropout\n      description: D"),
      ("  epochs: 25\n", "  epochs: 25\n  numerics: exact\n"),
      ("goal: maximize", "goal: maximize, at: best"), ("  columns: [description,", "  columns: ["),
    ] {
      let changed = try experiment(change(old, new), features: [.exactNumerics])
      #expect(changed.digest != digest, "\(old)")
    }
  }
}
