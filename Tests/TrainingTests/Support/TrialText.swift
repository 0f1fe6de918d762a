import Datasets
import Diagnostics
import Specification
import TestSupport
import Testing
import Training

/// An experiment file of one trial whose sections tests replace.
struct TrialText {
  var data = "{dataset: glyphs, validation: 0.2}"
  var network = "[flatten, dense: 3]"
  var loss = "cross_entropy"
  var optimizer = "{sgd: {learning_rate: 0.1}}"
  var batchSize = 64
  var epochs = 2
  var more = ""

  var text: String {
    """
    name: test
    data: \(data)
    network: \(network)
    training:
      loss: \(loss)
      optimizer: \(optimizer)
      batch_size: \(batchSize)
      epochs: \(epochs)
    \(more)
    """
  }

  /// The one trial of the file, which must be valid.
  func trial(seed: UInt64 = 1) throws -> TrialSpecification {
    var diagnostics = DiagnosticList()
    let file = SourceFile(name: "test.yaml", text: text)
    let experiment = ExperimentReader.read(file, vocabulary: .standard, into: &diagnostics)
    #expect(!diagnostics.hasErrors, "\(diagnostics.sorted.map(\.message))")
    var trial = try #require(experiment?.variants.first?.candidates.first?.trial)
    trial.seed = seed
    return trial
  }

  /// Checks that the network, which may hold position markers, gives exactly these diagnostics.
  func expect(
    _ data: DatasetDescription, _ expected: Expected..., notes: [String]? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectDiagnostics(text, expected, sourceLocation: sourceLocation) { file, diagnostics in
      var mistakes = DiagnosticList()
      let experiment = ExperimentReader.read(file, vocabulary: .standard, into: &mistakes)
      #expect(!mistakes.hasErrors, "\(mistakes.sorted.map(\.message))")
      guard let trial = experiment?.variants.first?.candidates.first?.trial else { return }
      let graph = NetworkGraph.make(trial, data: data, into: &diagnostics)
      #expect((graph == nil) == diagnostics.hasErrors, sourceLocation: sourceLocation)
      if let notes {
        #expect(
          diagnostics.sorted.flatMap { $0.notes.map(\.message) } == notes,
          sourceLocation: sourceLocation)
      }
    }
  }
}

extension DatasetDescription {
  /// Grey pictures of 28×28 in ten classes.
  static let grey = pictures(28, 28, 1, classes: 10)

  static func pictures(
    _ height: Int, _ width: Int, _ channels: Int, classes: Int, training: Int = 1000
  ) -> DatasetDescription {
    DatasetDescription(
      height: height, width: width, channels: channels,
      classNames: (0..<classes).map { "class \($0)" }, trainingCount: training, testCount: 100)
  }
}
