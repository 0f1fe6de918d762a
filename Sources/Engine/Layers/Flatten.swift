package import Catalog

/// Makes a vector of a picture.
package struct Flatten: LayerDefinition {
  package static let name = "flatten"
  package static let summary = "Makes a vector of a picture."
  package static let settings: [any SettingDeclaration] = []

  package init(_ arguments: Arguments) {}

  package func output(for inputs: [Shape]) throws(ShapeError) -> Shape { Self.flat(inputs[0]) }

  package func operationCount(for inputs: [Shape]) -> Int { 0 }

  private static func flat(_ shape: Shape) -> Shape {
    switch shape {
    case .picture(let height, let width, let channels):
      .flattened(height: height, width: width, channels: channels)
    case .features, .flattened: shape
    }
  }

  package func build<S: EngineScalar>(_ site: LayerSite<S>) -> [any Operation<S>] {
    let flat = Self.flat(site.input.shape)
    if site.input.isContiguous {
      // The memory stays; only its shape is seen differently.
      site.alias(
        output: site.input.flattened(as: flat),
        gradient: site.inputGradient()?.flattened(as: flat))
      return []
    }
    return [FlattenOperation(site)]
  }
}

/// Copies a bordered picture into a contiguous vector.
final class FlattenOperation<S: EngineScalar>: Operation {
  private let input: Activations<S>
  private let inputGradient: Activations<S>?
  private let output: Activations<S>
  private let outputGradient: Activations<S>?

  init(_ site: LayerSite<S>) {
    input = site.input
    inputGradient = site.inputGradient()
    output = site.makeOutput()
    outputGradient = site.outputGradient()
  }

  func forward(_ chunk: Int, _ step: Step<S>) { input.copyLines(into: output, chunk) }

  func backward(_ chunk: Int, _ step: Step<S>) {
    guard let inputGradient, let outputGradient else { return }
    inputGradient.copyLines(from: outputGradient, chunk)
  }
}
