internal import Catalog
internal import Datasets
internal import Diagnostics
internal import Engine
internal import Specification

/// Finds layers that are allowed but do nothing, or harm, where they stand.
struct NetworkWarnings {
  let trial: TrialSpecification
  let nodes: [NetworkNode]

  init(_ trial: TrialSpecification, _ nodes: [NetworkNode]) {
    self.trial = trial
    self.nodes = nodes
  }

  /// Layers whose outputs are squeezed into a small interval.
  private static let squashing: Set<String> = ["sigmoid", "softmax", "tanh"]

  /// Losses that turn any numbers into probabilities themselves.
  private static let fromLogits = [
    "cross_entropy": "a softmax", "binary_cross_entropy": "a sigmoid",
  ]

  /// Layers that change nothing when they follow themselves.
  private static let idempotent: Set<String> = ["relu", "flatten"]

  func report(into diagnostics: inout DiagnosticList) {
    checkLast(into: &diagnostics)
    checkSize(into: &diagnostics)
    for index in nodes.indices {
      checkRedundancy(of: index, into: &diagnostics)
      checkNormalization(at: index, into: &diagnostics)
    }
  }

  private func kind(_ index: Int) -> String {
    trial.layers.indices.contains(index) ? trial.layers[index].call.name : ""
  }

  private func checkLast(into diagnostics: inout DiagnosticList) {
    guard let layer = trial.layers.last, Self.squashing.contains(layer.call.name),
      let own = Self.fromLogits[trial.training.loss.name]
    else { return }
    diagnostics.report(
      .doubtfulLayer, at: layer.range,
      "\(layer.call.name) stands before \(trial.training.loss.name), which applies \(own) itself",
      hint: "end the network with the dense layer")
  }

  /// Bytes from which a network is probably a slip of the hand.
  private static let hugeByteCount = 1 << 32

  private func checkSize(into diagnostics: inout DiagnosticList) {
    let estimate = MemoryEstimate(nodes, trial.training)
    guard estimate.byteCount >= Self.hugeByteCount, let index = estimate.heaviest else { return }
    diagnostics.report(
      .suspiciousValue, at: trial.layers[index].range,
      "\(nodes[index].name) has \(nodes[index].trainedCount.grouped) weights; training this network "
        + "takes \((estimate.byteCount / 1_000_000_000).grouped) GB of memory or more",
      hint: "'ablate plan' shows the size of each layer")
  }

  private func checkRedundancy(of index: Int, into diagnostics: inout DiagnosticList) {
    let kind = kind(index)
    let inputs = nodes[index].inputs
    guard Self.idempotent.contains(kind), inputs.count == 1, let input = inputs.first else {
      return
    }
    let reason: String
    if self.kind(input) == kind {
      reason = "it follows another one"
    } else if kind == "flatten", let shape = nodes[index].inputShapes.first, !shape.isPicture {
      reason = "its input is a vector already"
    } else {
      return
    }
    diagnostics.report(
      .redundantLayer, at: trial.layers[index].range, "this \(kind) changes nothing: \(reason)",
      hint: "remove it", notes: trial.layers[index].notes)
  }

  /// Dropout makes the variances of training and inference differ; batch norm behind it keeps those
  /// of training.
  ///
  /// - SeeAlso: Li et al., *Understanding the disharmony between dropout and batch normalization by
  ///   variance shift*, CVPR 2019.
  private func checkNormalization(at index: Int, into diagnostics: inout DiagnosticList) {
    guard kind(index) == "batch_norm", let dropout = dropout(before: index) else { return }
    diagnostics.report(
      .doubtfulLayer, at: trial.layers[index].range,
      "batch_norm stands behind dropout: its running variances are those of training, where values "
        + "are dropped",
      hint: "put dropout behind the last batch_norm",
      notes: [.init("the dropout is here", at: trial.layers[dropout].range)]
        + trial.layers[index].notes)
  }

  /// The nearest dropout that feeds a layer, along first inputs.
  private func dropout(before index: Int) -> Int? {
    var place = nodes[index].inputs.first ?? -1
    while place >= 0 {
      if kind(place) == "dropout", trial.layers[place].call.arguments.values["rate"] != .number(0) {
        return place
      }
      place = nodes[place].inputs.first ?? -1
    }
    return nil
  }
}
