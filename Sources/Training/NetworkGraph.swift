internal import Catalog
package import Datasets
package import Diagnostics
package import Engine
package import Specification

/// A trial's layers as a checked graph.
package struct NetworkGraph: Sendable {
  package var input: Shape
  package var nodes: [NetworkNode]

  /// The shape of one example of a data set.
  package static func inputShape(of data: DatasetDescription) -> Shape {
    data.isPicture
      ? .picture(height: data.height, width: data.width, channels: data.channels)
      : .features(data.featureCount)
  }

  /// Resolves references and infers shapes, layer by layer.
  ///
  /// - Parameters:
  ///   - trial: Its layers carry the places that diagnostics point at.
  ///   - data: What is known of the data set after selection.
  ///   - diagnostics: Receives what does not fit.
  /// - Returns: `nil` when there was an error.
  package static func make(
    _ trial: TrialSpecification, data: DatasetDescription, into diagnostics: inout DiagnosticList
  ) -> NetworkGraph? {
    var builder = Builder(trial: trial, data: data)
    return builder.build(into: &diagnostics)
  }

  private struct Builder {
    let trial: TrialSpecification
    let data: DatasetDescription
    var nodes: [NetworkNode] = []
    var places = [LayerKeys.exampleName: -1]

    init(trial: TrialSpecification, data: DatasetDescription) {
      self.trial = trial
      self.data = data
    }

    mutating func build(into diagnostics: inout DiagnosticList) -> NetworkGraph? {
      let input = NetworkGraph.inputShape(of: data)
      guard !trial.layers.isEmpty else { return nil }
      for (index, layer) in trial.layers.enumerated() {
        guard let inputs = sources(of: layer, at: index, into: &diagnostics) else { return nil }
        let shapes = inputs.map { $0 < 0 ? input : nodes[$0].output }
        let definition = LayerRegistry.make(layer.call)
        let accepted = type(of: definition).inputCount
        guard accepted.contains(shapes.count) else {
          let isJoining = accepted.lowerBound > 1
          diagnostics.report(
            .shapeMismatch, at: layer.range,
            "\(layer.call.name) reads \(isJoining ? "several layers" : "one layer"), "
              + "not \(shapes.count)",
            hint: isJoining
              ? "name them with 'from', as in '\(layer.call.name): {from: [one, another]}'"
              : "join them with 'add' or 'concat' before it", notes: layer.notes)
          return nil
        }
        do throws(ShapeError) {
          let output = try definition.output(for: shapes)
          places[layer.name] = index
          let node = NetworkNode(
            name: layer.name, definition: definition, inputs: inputs, inputShapes: shapes,
            output: output)
          nodes.append(node)
          if let complaint = ValueLimit.complaint(about: node) {
            diagnostics.report(
              .outOfRange, at: layer.range,
              "\(layer.name) \(complaint); \(ValueLimit.most.grouped) are the most",
              notes: history.chains(upTo: inputs) + layer.notes)
            return nil
          }
        } catch {
          diagnostics.report(
            .shapeMismatch, at: layer.range, error.message, hint: error.hint,
            notes: history.chains(upTo: inputs) + history.origins(of: inputs, for: definition)
              + layer.notes)
          return nil
        }
      }
      let fits = [
        LossCheck(trial, data).report(into: &diagnostics) && checkOutput(into: &diagnostics)
          && checkWeights(into: &diagnostics),
        checkReaders(into: &diagnostics),
        checkParts(into: &diagnostics), checkTail(into: &diagnostics),
        AugmentationCheck(trial, input: input).report(into: &diagnostics),
      ]
      NetworkWarnings(trial, nodes).report(into: &diagnostics)
      return fits.contains(false) ? nil : NetworkGraph(input: input, nodes: nodes)
    }

    /// The layers that a layer reads: those named by `from`, else the one before.
    private func sources(
      of layer: LayerSpecification, at index: Int, into diagnostics: inout DiagnosticList
    ) -> [Int]? {
      guard !layer.inputs.isEmpty else { return [index - 1] }
      var result: [Int] = []
      for name in layer.inputs {
        guard let place = places[name] else {
          diagnostics.report(
            .unknownLayerReference, at: layer.range, "there is no earlier layer '\(name)'",
            hint: Suggestion.nearest(to: name, among: Array(places.keys).sorted())
              .map { "did you mean '\($0)'?" }, notes: layer.notes)
          return nil
        }
        result.append(place)
      }
      return result
    }

    private var history: ShapeHistory {
      ShapeHistory(
        input: NetworkGraph.inputShape(of: data), nodes: nodes, layers: trial.layers)
    }

    /// The last layer must have the outputs that the loss asks for.
    private func checkOutput(into diagnostics: inout DiagnosticList) -> Bool {
      let classes = data.classNames.count
      let wanted = LossRegistry.make(trial.training.loss).outputCount(classes: classes)
      guard let last = nodes.last, let layer = trial.layers.last else { return false }
      let output = last.output
      guard !output.isPicture else {
        diagnostics.report(
          .outputMismatch, at: layer.range,
          "the network ends with a picture of \(output), but \(trial.training.loss.name) needs a "
            + "vector", hint: "add 'flatten' and 'dense: \(wanted)'",
          notes: history.chains(upTo: [nodes.count - 1]) + layer.notes)
        return false
      }
      guard output.count == wanted else {
        diagnostics.report(
          .outputMismatch, at: layer.range,
          "the network ends with \(output.count) output\(output.count == 1 ? "" : "s"), but "
            + "\(trial.training.loss.name) needs \(wanted) for \(classes) classes",
          hint: "let the last layer be 'dense: \(wanted)'",
          notes: history.chains(upTo: [nodes.count - 1]) + layer.notes
            + LossCheck.origin(of: classes, trial.data))
        return false
      }
      return true
    }

    /// Something must be there to train.
    private func checkWeights(into diagnostics: inout DiagnosticList) -> Bool {
      let hasWeights = nodes.contains { node in
        node.definition.parameters(for: node.inputShapes).contains(where: \.role.isTrained)
      }
      if !hasWeights, let layer = trial.layers.last {
        diagnostics.report(
          .emptyNetwork, at: layer.range, "no layer of the network has weights to train",
          hint: "end it with a layer such as 'dense: \(nodes.last?.output.count ?? 1)'")
      }
      return hasWeights
    }

    /// Every layer but the last must be read by another.
    private func checkReaders(into diagnostics: inout DiagnosticList) -> Bool {
      var isRead = Set(nodes.flatMap(\.inputs))
      isRead.insert(nodes.count - 1)
      let unread = nodes.indices.filter { !isRead.contains($0) }
      for index in unread {
        diagnostics.report(
          .unknownLayerReference, at: trial.layers[index].range,
          "nothing reads the output of '\(nodes[index].name)'",
          hint: "name it in the 'from' of a later layer, or remove it",
          notes: trial.layers[index].notes)
      }
      return unread.isEmpty
    }

    /// Something must be left to train on, and something be held out where that is asked for.
    private func checkParts(into diagnostics: inout DiagnosticList) -> Bool {
      let available = data.trainingCount
      let heldOut = trial.data.validation.count(of: available)
      if trial.data.validation != .none, heldOut < 1 || heldOut >= available {
        diagnostics.report(
          .outOfRange, at: trial.data.validationPlace.range ?? trial.layers[0].range,
          "'validation' holds out \(heldOut) of \(available) training examples",
          hint: heldOut < 1 ? "hold out at least one" : "leave some to train on")
        return false
      }
      let batch = trial.training.batchSize
      if trial.training.lastBatch == .drop, batch > available - heldOut {
        diagnostics.report(
          .outOfRange, at: trial.training.batchSizePlace.range ?? trial.layers[0].range,
          "there is no batch of \(batch): \(available - heldOut) examples are trained on, and "
            + "'last_batch: drop' leaves out smaller batches",
          hint: "lower 'batch_size', or keep the last batch")
        return false
      }
      if batch > available - heldOut, let range = trial.training.batchSizePlace.range {
        diagnostics.report(
          .suspiciousValue, at: range,
          "'batch_size' is larger than the training part: there is one batch of "
            + "\(available - heldOut) examples")
      }
      return true
    }

    /// Batch norm has no variance over a batch of one.
    private func checkTail(into diagnostics: inout DiagnosticList) -> Bool {
      guard let index = nodes.firstIndex(where: { $0.definition is BatchNorm }) else { return true }
      let count = data.trainingCount - trial.data.validation.count(of: data.trainingCount)
      let batch = trial.training.batchSize
      guard batch == 1 || (trial.training.lastBatch == .keep && count % batch == 1) else {
        return true
      }
      diagnostics.report(
        .batchOfOne, at: trial.layers[index].range,
        batch == 1
          ? "batch_norm cannot normalise over batches of one example"
          : "batch_norm meets a last batch of one example: \(count) examples in batches of \(batch)",
        hint: batch == 1
          ? "raise 'training.batch_size'" : "set 'last_batch: drop' under 'training'")
      return false
    }
  }
}
