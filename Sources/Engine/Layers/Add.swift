package import Catalog

/// The sum of several layers' outputs of one shape, value by value.
///
/// - SeeAlso: He et al., *Deep residual learning for image recognition*, CVPR 2016.
package struct Add: LayerDefinition {
  package static let name = "add"
  package static let summary = "The sum of several layers of one shape, named by `from`."
  package static let settings: [any SettingDeclaration] = []
  package static let inputCount = 2...1024

  package init(_ arguments: Arguments) {}

  package func output(for inputs: [Shape]) throws(ShapeError) -> Shape {
    let first = inputs[0]
    for other in inputs where other != first {
      if !first.isPicture, !other.isPicture, first.count == other.count { continue }
      throw ShapeError(
        "\(Self.name) needs layers of one shape, but gets \(first) and \(other)",
        hint: Self.remedy(first, other))
    }
    // Vectors in different orders are added in that of plain ones.
    return inputs.allSatisfy { $0 == first } ? first : .features(first.count)
  }

  package func operationCount(for inputs: [Shape]) -> Int { (inputs.count - 1) * inputs[0].count }

  /// What would make the second shape fit the first.
  private static func remedy(_ first: Shape, _ second: Shape) -> String? {
    switch (first, second) {
    case (.picture(let height, let width, let channels), .picture(let h, let w, _)):
      (height, width) == (h, w)
        ? "put 'conv: {filters: \(channels), kernel: 1}' behind the second one"
        : "give the convolutions and pools of both the same strides, and paddings that keep the size"
    case (.picture, _), (_, .picture): "put 'flatten' behind the picture"
    case _: "put 'dense: \(first.count)' behind the second one"
    }
  }

  package func build<S: EngineScalar>(_ site: LayerSite<S>) -> [any Operation<S>] {
    let inputs = JoinedInputs(site, inPlainOrder: !site.shape.isStoredLikeAll(site.inputs))
    let rectify = site.absorb(ReLU.self) != nil
    return inputs.operations + [AddOperation(site, inputs, rectify: rectify)]
  }
}

extension Shape {
  /// Whether the values of all inputs are stored in the order of this shape.
  fileprivate func isStoredLikeAll<S>(_ inputs: [Activations<S>]) -> Bool {
    inputs.allSatisfy { $0.shape == self }
  }
}
