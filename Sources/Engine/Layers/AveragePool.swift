package import Catalog

/// The mean of each window; padding counts as zeros.
package struct AveragePool: LayerDefinition {
  package static let name = "average_pool"
  package static let summary = "The mean of each window; padding counts as zeros."
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
    [AveragePoolOperation(site, window.geometry(of: site.input.shape))]
  }
}
