package import Catalog

/// The largest value of each window; of equal values the first takes the gradient.
package struct MaxPool: LayerDefinition {
  package static let name = "max_pool"
  package static let summary = "The largest value of each window."
  package static let settings: [any SettingDeclaration] = PoolWindow.settings

  let window: PoolWindow

  package init(_ arguments: Arguments) { window = PoolWindow(arguments) }

  /// Whether windows of 2 × 2 tile the picture.
  var isQuarter: Bool { window.isQuarter }

  package func output(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try window.output(for: inputs[0], layer: Self.name)
  }

  package func operationCount(for inputs: [Shape]) -> Int { window.operationCount(for: inputs[0]) }

  package func build<S: EngineScalar>(_ site: LayerSite<S>) -> [any Operation<S>] {
    [MaxPoolOperation(site, window.geometry(of: site.input.shape))]
  }
}
