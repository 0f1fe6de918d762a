package import Catalog

/// Normalises each channel over the batch: y = γ·(x − μ) / √(σ² + ε) + β.
///
/// Training uses the batch's mean and biased variance and keeps running ones (the variance
/// unbiased); inference uses the running ones. Vectors are normalised feature by feature.
///
/// - SeeAlso: Ioffe and Szegedy, *Batch normalization*, ICML 2015.
package struct BatchNorm: LayerDefinition {
  package static let name = "batch_norm"
  package static let summary = "Normalises each channel over the batch, with scale and shift."
  package static let settings: [any SettingDeclaration] = [epsilon, momentum]

  static let epsilon = Setting(
    "epsilon", in: .positive, default: 1e-5, help: "Added to the variance under the root.")
  static let momentum = Setting(
    "momentum", in: .closed(0, 1), default: 0.1,
    help: "Weight of a batch in the running mean and variance.")

  let epsilon: Double
  let momentum: Double

  package init(_ arguments: Arguments) {
    epsilon = arguments[Self.epsilon]
    momentum = arguments[Self.momentum]
  }

  package func output(for inputs: [Shape]) throws(ShapeError) -> Shape { inputs[0] }

  package func parameters(for inputs: [Shape]) -> [ParameterDeclaration] {
    // A flattened picture has one feature for each value, exchanged in the order of pictures.
    let channels = inputs[0].extents.channels
    func vector(_ name: String, _ role: ParameterRole) -> ParameterDeclaration {
      var declaration = ParameterDeclaration.vector(name, role, channels)
      if case .flattened = inputs[0] {
        declaration.layout = .features(count: channels, picture: inputs[0])
      }
      return declaration
    }
    return [
      vector("weight", .scale), vector("bias", .shift),
      vector("running_mean", .state(initial: 0)), vector("running_var", .state(initial: 1)),
    ]
  }

  package func operationCount(for inputs: [Shape]) -> Int { 2 * inputs[0].count }

  package func build<S: EngineScalar>(_ site: LayerSite<S>) -> [any Operation<S>] {
    let state = BatchNormState(
      site, self, input: site.input, inputGradient: site.inputGradient())
    return state.operations(site, isCollected: false)
  }
}
