package import Catalog

/// Zeroes a random share of activations while training and scales up the others.
///
/// - SeeAlso: Srivastava et al., *Dropout: a simple way to prevent neural networks from
///   overfitting*, JMLR 2014.
package struct Dropout: LayerDefinition {
  package static let name = "dropout"
  package static let summary = "Zeroes a random share of activations while training."
  package static let settings: [any SettingDeclaration] = [rate]

  static let rate = Setting(
    "rate", in: .halfOpen(0, 1), default: 0.5, help: "Share of the activations that is zeroed.")

  let rate: Double

  package init(_ arguments: Arguments) { rate = arguments[Self.rate] }

  package func output(for inputs: [Shape]) throws(ShapeError) -> Shape { inputs[0] }

  package var isTransparent: Bool { rate == 0 }

  package func build<S: EngineScalar>(_ site: LayerSite<S>) -> [any Operation<S>] {
    if isTransparent {
      site.alias(output: site.input, gradient: site.inputGradient())
      return []
    }
    return [DropoutOperation(site, rate: rate)]
  }
}
