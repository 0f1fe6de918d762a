internal import Catalog
internal import Datasets
internal import Diagnostics
internal import Engine
internal import Specification
internal import Training

/// A network to be timed, written as in an experiment file.
struct BenchmarkNetwork {
  /// The items under `network:`.
  var layers: String
  var dataset = "fashion-mnist"
  var optimizer = "{sgd: {learning_rate: 0.001, momentum: 0.9}}"
  var numerics = "pinned"

  static let adam = "{adam: {learning_rate: 0.001}}"

  static let batch = 128

  /// The experiment that trains the network once.
  var text: String {
    """
    name: benchmark
    title: A network to be timed
    data: {dataset: \(dataset), validation: 0.2}
    network:
    \(layers)
    training:
      loss: cross_entropy
      optimizer: \(optimizer)
      batch_size: \(Self.batch)
      epochs: 1
      numerics: \(numerics)
    """
  }

  var trial: TrialSpecification {
    guard let trial = BenchmarkExperiment.read(text).variants.first?.candidates.first?.trial else {
      preconditionFailure("an experiment without sweep has one trial")
    }
    return trial
  }

  /// What the pictures of its data set are like; a fixed number of them is drawn at random.
  var description: DatasetDescription {
    let call = trial.data.dataset
    guard let known = DatasetRegistry.definition(of: call).description else {
      preconditionFailure("\(dataset) has no shape of its own")
    }
    return known
  }

  /// Checks the network and allocates what it needs.
  ///
  /// - Parameter description: The examples; those of the data set unless another shape is wanted.
  /// - Returns: The network with random weights, and the graph that it was compiled from.
  func compile(for description: DatasetDescription? = nil) -> (
    network: Network<Float>, graph: NetworkGraph
  ) {
    let trial = trial
    var diagnostics = DiagnosticList()
    guard
      let graph = NetworkGraph.make(
        trial, data: description ?? self.description, into: &diagnostics)
    else { BenchmarkExperiment.stop(diagnostics) }
    let network = Network<Float>(
      nodes: graph.nodes, input: graph.input, batchSize: Self.batch,
      loss: trial.training.makeLoss(),
      optimizer: OptimizerRegistry.make(trial.training.optimizer),
      tier: trial.training.numerics.tier)
    network.initialize(seed: 1) { _, _ in nil }
    network.beginEpoch(1, seed: 1)
    return (network, graph)
  }
}

/// Reads the experiments that are part of this program.
enum BenchmarkExperiment {
  static func read(_ text: String) -> Experiment {
    var diagnostics = DiagnosticList()
    let file = SourceFile(name: "benchmark", text: text)
    guard
      let experiment = ExperimentReader.read(file, vocabulary: .standard, into: &diagnostics)
    else { stop(diagnostics) }
    return experiment
  }

  /// Our own experiments have no mistakes.
  static func stop(_ diagnostics: DiagnosticList) -> Never {
    preconditionFailure(DiagnosticRenderer(usesColor: false).render(diagnostics))
  }
}
