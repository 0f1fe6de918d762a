package import Catalog

/// A fully connected layer: y = Wx + b, `[inputs] → [units]`.
package struct Dense: LayerDefinition {
  package static let name = "dense"
  package static let summary = "A fully connected layer."
  package static let settings: [any SettingDeclaration] = [units, bias]

  static let units = Setting(
    "units", in: IntegerRange(lower: 1, upper: 1_048_576), help: "Number of outputs.")
  static let bias = Setting("bias", default: true, help: "Whether a bias is added to each unit.")

  let units: Int
  let hasBias: Bool

  package init(_ arguments: Arguments) {
    units = arguments[Self.units]
    hasBias = arguments[Self.bias]
  }

  package func output(for inputs: [Shape]) throws(ShapeError) -> Shape {
    if inputs[0].isPicture {
      throw ShapeError(
        "dense needs a vector, but gets a picture of \(inputs[0])",
        hint: "put 'flatten' before it: \(inputs[0]) becomes \(inputs[0].count)")
    }
    return .features(units)
  }

  package func parameters(for inputs: [Shape]) -> [ParameterDeclaration] {
    let count = inputs[0].count
    var picture: Shape?
    if case .flattened = inputs[0] { picture = inputs[0] }
    let weight = ParameterDeclaration(
      name: "weight", shape: [units, count], role: .weight,
      layout: .dense(inputs: count, outputs: units, picture: picture), fanIn: count,
      fanOut: units)
    return hasBias
      ? [weight, .vector("bias", .bias, units, fanIn: count, fanOut: units)] : [weight]
  }

  package func operationCount(for inputs: [Shape]) -> Int { 2 * inputs[0].count * units }

  package func productEngine(for inputs: [Shape], tier: Numerics.Tier) -> ProductEngine? {
    .dense(inputs: inputs[0].count, outputs: units, tier: tier)
  }

  package func build<S: EngineScalar>(_ site: LayerSite<S>) -> [any Operation<S>] {
    let rectify = site.absorb(ReLU.self) != nil
    let dropout = rectify ? site.absorb(Dropout.self, where: { $0.rate > 0 }) : nil
    let dense = DenseOperation(site, outputs: units, rectify: rectify)
    guard let dropout else { return [dense] }
    return [dense, RectifiedDropoutOperation(site, rate: dropout.rate, output: dense.output)]
  }
}
