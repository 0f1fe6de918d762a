package import Catalog

/// The outputs of several layers behind each other: pictures channel after channel, vectors value
/// after value.
///
/// - SeeAlso: Huang et al., *Densely connected convolutional networks*, CVPR 2017.
package struct Concat: LayerDefinition {
  package static let name = "concat"
  package static let summary =
    "Several layers, named by `from`, behind each other: pictures channel after channel, vectors "
    + "value after value."
  package static let settings: [any SettingDeclaration] = []
  package static let inputCount = 2...1024

  package init(_ arguments: Arguments) {}

  package func output(for inputs: [Shape]) throws(ShapeError) -> Shape {
    let first = inputs[0]
    guard case .picture(let height, let width, _) = first else {
      if let picture = inputs.first(where: \.isPicture) { throw Self.mixed(first, picture) }
      return .features(inputs.reduce(0) { $0 + $1.count })
    }
    var total = 0
    for other in inputs {
      guard case .picture(let h, let w, let channels) = other else {
        throw Self.mixed(first, other)
      }
      guard (height, width) == (h, w) else {
        throw ShapeError(
          "\(Self.name) needs pictures of one height and width, but gets \(first) and \(other)",
          hint: "give the convolutions and pools of both the same strides, and paddings that keep "
            + "the size")
      }
      total += channels
    }
    return .picture(height: height, width: width, channels: total)
  }

  package func operationCount(for inputs: [Shape]) -> Int { 0 }

  private static func mixed(_ first: Shape, _ second: Shape) -> ShapeError {
    ShapeError(
      "\(name) needs pictures or vectors, but gets both: \(first) and \(second)",
      hint: "put 'flatten' behind the picture")
  }

  package func build<S: EngineScalar>(_ site: LayerSite<S>) -> [any Operation<S>] {
    let inputs = JoinedInputs(site, inPlainOrder: !site.shape.isPicture)
    return inputs.operations + [ConcatOperation(site, inputs)]
  }
}
