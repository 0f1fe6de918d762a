package import Datasets
package import Diagnostics
internal import Engine
package import Specification

/// Derivatives of a trial's cost by the engine and by finite differences, weight by weight.
///
/// The network runs in Double and in training mode, on one batch; what dropout drops stays the same.
package struct GradientCheck: Sendable {
  package struct Options: Sendable {
    /// The first so many examples that are trained on.
    package var examples = 5
    /// Only the first so many values of each example; `nil`: all.
    package var features: Int?
    /// The least size that an error is compared with; `nil`: 1e-7 of the largest derivative.
    package var epsilon: Double?
    /// The most values of a tensor that are checked, evenly spaced.
    package var coordinates = 2500

    package init() {}
  }

  /// A tensor of the network with what was found.
  package struct Tensor: Sendable {
    package var name: String
    /// The values of the tensor.
    package var count: Int
    package var pairs: [Pair] = []
    /// Values at which the cost has a kink, so that there is no derivative to compare with.
    package var kinks = 0
  }

  /// A derivative twice.
  package struct Pair: Sendable {
    /// The place in the tensor, in PyTorch's order.
    package var place: Int
    package var analytic: Double
    package var numeric: Double
    /// How much rounding may have moved the numeric one.
    package var noise: Double
  }

  package var tensors: [Tensor]
  package let cost: Double
  package let exampleCount: Int
  /// The largest |derivative|.
  package let largest: Double
  /// The least size that an error is compared with.
  package let epsilon: Double

  /// Checks the network of a trial.
  ///
  /// - Parameters:
  ///   - trial: Its augmentations are left out.
  ///   - dataset: The part of the data set that it uses.
  ///   - options: What is checked.
  ///   - diagnostics: Receives what does not fit.
  /// - Returns: `nil` when the network does not fit the data.
  package static func run(
    _ trial: TrialSpecification, _ dataset: Dataset, _ options: Options,
    into diagnostics: inout DiagnosticList
  ) -> GradientCheck? {
    var trial = trial
    trial.data.augment = []
    let batch = GradientCheckBatch(dataset, trial, options)
    guard let graph = NetworkGraph.make(trial, data: batch.description, into: &diagnostics) else {
      return nil
    }
    let network = graph.network(of: trial, batchSize: batch.order.count, Double.self)
    network.initialize(for: trial)
    network.beginEpoch(1, seed: trial.seed)
    let result = network.accumulateGradient(
      batch.examples, labels: batch.labels, order: batch.order[...])
    let names = network.tensorNames.filter { network.declaration($0)?.role.isTrained == true }
    let gradients = names.map { network.gradient($0) ?? [] }
    let largest = gradients.joined().reduce(0) { max($0, abs($1)) }
    var check = GradientCheck(
      tensors: [], cost: result.loss / Double(batch.order.count) + result.penalty,
      exampleCount: batch.order.count, largest: largest,
      epsilon: options.epsilon ?? max(1e-7 * largest, .leastNormalMagnitude))
    for (name, gradient) in zip(names, gradients) {
      check.add(name, gradient, network, batch, options)
    }
    return check
  }

  private mutating func add(
    _ name: String, _ gradient: [Double], _ network: Network<Double>, _ batch: GradientCheckBatch,
    _ options: Options
  ) {
    var tensor = Tensor(name: name, count: gradient.count)
    let values = network.tensor(name) ?? []
    let scale = 1 / Double(batch.order.count)
    let checked = min(gradient.count, max(1, options.coordinates))
    for number in 0..<checked {
      let place = number * gradient.count / checked
      let derivative = NumericDerivative { step in
        var moved = values
        moved[place] += step
        network.setTensor(name, moved)
        let losses = network.trainingLosses(
          batch.examples, labels: batch.labels, order: batch.order[...])
        return losses.map { $0 * scale } + [network.penalty]
      }
      if let (value, noise) = derivative.value {
        tensor.pairs.append(
          Pair(place: place, analytic: gradient[place], numeric: value, noise: noise))
      } else {
        tensor.kinks += 1
      }
    }
    network.setTensor(name, values)
    tensors.append(tensor)
  }
}

extension GradientCheck {
  /// Below this a derivative counts as zero, where a relative error means nothing.
  package var zero: Double { 1e-7 * largest }

  /// Whether all derivatives of a tensor vanish, as those of a bias before batch norm do.
  package func isZero(_ tensor: Tensor) -> Bool {
    tensor.pairs.allSatisfy { abs($0.analytic) <= zero && abs($0.numeric) <= max(zero, $0.noise) }
  }

  /// The largest |a − n| / max(ε, |a| + |n|), with the pair where it occurs.
  package func worst(of tensor: Tensor) -> (error: Double, pair: Pair)? {
    tensor.pairs.map { pair in
      (
        abs(pair.analytic - pair.numeric) / max(epsilon, abs(pair.analytic) + abs(pair.numeric)),
        pair
      )
    }.max { $0.0 < $1.0 || $1.0.isNaN }
  }

  /// ‖a − n‖ / max(ε, ‖a‖ + ‖n‖).
  package func normError(of tensor: Tensor) -> Double {
    func norm(_ value: (Pair) -> Double) -> Double {
      tensor.pairs.reduce(0) { $0 + value($1) * value($1) }.squareRoot()
    }
    return norm { $0.analytic - $0.numeric }
      / max(epsilon, norm(\.analytic) + norm(\.numeric))
  }

  /// How far derivatives may be apart, as a share of their size.
  package static let tolerance = 1e-5

  /// Whether the two agree: each pair up to its rounding, and all together.
  package func passes(_ tensor: Tensor) -> Bool {
    guard !tensor.pairs.isEmpty else { return false }
    if isZero(tensor) { return true }
    return normError(of: tensor) <= Self.tolerance
      && tensor.pairs.allSatisfy { pair in
        abs(pair.analytic - pair.numeric)
          <= Self.tolerance * (abs(pair.analytic) + abs(pair.numeric)) + pair.noise
      }
  }

  /// Whether all tensors do.
  package var passes: Bool { tensors.allSatisfy { passes($0) } }
}
