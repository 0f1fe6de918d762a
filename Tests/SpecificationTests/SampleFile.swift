import Diagnostics
import Specification
import TestSupport
import Testing

/// A small valid experiment file whose sections tests replace.
///
/// Texts may hold the position markers of `expectDiagnostics`.
struct SampleFile {
  var data = "{dataset: mnist, validation: 0.2}"
  var parameters: String?
  var network = "[flatten, dense: 10]"
  var training =
    "{loss: cross_entropy, optimizer: {sgd: {learning_rate: 0.1}}, batch_size: 10, epochs: 2}"
  var sweep: String?
  var report: String?
  var expect: String?
  var more: String?

  /// The file's text; values of several lines are indented by the test.
  var text: String {
    var lines = ["name: sample", "data: \(data)"]
    if let parameters { lines.append("parameters: \(parameters)") }
    lines += ["network: \(network)", "training: \(training)"]
    if let sweep { lines.append("sweep: \(sweep)") }
    if let report { lines.append("report: \(report)") }
    if let expect { lines.append("expect: \(expect)") }
    if let more { lines.append(more) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The sample with an optimizer.
  static func optimizer(_ optimizer: String, parameters: String? = nil, sweep: String? = nil)
    -> SampleFile
  {
    SampleFile(
      parameters: parameters,
      training:
        "{loss: cross_entropy, optimizer: \(optimizer), batch_size: 10, epochs: 2}",
      sweep: sweep)
  }

  /// Reads the sample, which must be valid.
  func experiment(
    overrides: [String] = [], features: Set<Vocabulary.Feature> = []
  ) throws -> Experiment {
    try SpecificationTests.experiment(text, overrides: overrides, features: features)
  }

  /// Checks that the sample gives exactly the expected diagnostics.
  func expect(
    _ expected: Expected..., features: Set<Vocabulary.Feature> = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var vocabulary = Vocabulary.fake
    vocabulary.features = features
    expectDiagnostics(text, expected, sourceLocation: sourceLocation) { file, diagnostics in
      let experiment = ExperimentReader.read(file, vocabulary: vocabulary, into: &diagnostics)
      #expect((experiment == nil) == diagnostics.hasErrors, sourceLocation: sourceLocation)
    }
  }
}

/// Reads a file for `expectDiagnostics`.
func read(_ file: SourceFile, _ diagnostics: inout DiagnosticList) {
  _ = ExperimentReader.read(file, vocabulary: .fake, into: &diagnostics)
}
