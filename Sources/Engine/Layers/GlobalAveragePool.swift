package import Catalog

/// The mean of each channel over the whole picture: `[height, width, channels] → [channels]`.
///
/// - SeeAlso: Lin, Chen and Yan, *Network in network*, ICLR 2014.
package struct GlobalAveragePool: LayerDefinition {
  package static let name = "global_average_pool"
  package static let summary =
    "The mean of each channel over the whole picture: a vector with one value for each channel."
  package static let settings: [any SettingDeclaration] = []

  package init(_ arguments: Arguments) {}

  package func output(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard case .picture(_, _, let channels) = inputs[0] else {
      throw ShapeError(
        "\(Self.name) needs a picture, but gets a vector of \(inputs[0])",
        hint: "put it in the place of 'flatten'")
    }
    return .features(channels)
  }

  package func build<S: EngineScalar>(_ site: LayerSite<S>) -> [any Operation<S>] {
    [GlobalAveragePoolOperation(site)]
  }
}
