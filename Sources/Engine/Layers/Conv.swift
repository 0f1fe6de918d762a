package import Catalog

/// A two-dimensional convolution (cross-correlation) with square kernels.
///
/// Input `[height, width, channels]`, output `[(height + 2·padding − kernel) / stride + 1, …,
/// filters]`.
package struct Conv: LayerDefinition {
  package static let name = "conv"
  package static let summary =
    "A two-dimensional convolution (cross-correlation) with square kernels."
  package static let settings: [any SettingDeclaration] = [
    filters, kernel, stride, padding, bias,
  ]

  static let filters = Setting(
    "filters", in: IntegerRange(lower: 1, upper: 65536), help: "Number of output channels.")
  static let kernel = Setting(
    "kernel", in: IntegerRange(lower: 1, upper: 255), help: "Height and width of the kernels.")
  static let stride = Setting(
    "stride", in: IntegerRange(lower: 1, upper: 255), default: 1,
    help: "Positions from one output to the next.")
  static let padding = Setting<Value>(
    "padding", .integerOrWord(IntegerRange(lower: 0, upper: 255), ["same"]), default: .integer(0),
    help: "Zeros around the picture; `same` keeps its size (odd kernel, stride 1).")
  static let bias = Setting("bias", default: true, help: "Whether a bias is added to each filter.")

  let filters: Int
  let kernel: Int
  let stride: Int
  let padding: Int
  let hasBias: Bool
  let isSame: Bool

  package init(_ arguments: Arguments) {
    filters = arguments[Self.filters]
    kernel = arguments[Self.kernel]
    stride = arguments[Self.stride]
    hasBias = arguments[Self.bias]
    switch arguments[Self.padding] {
    case .integer(let count):
      padding = count
      isSame = false
    case .boolean, .number, .text, .list, .call:
      padding = (kernel - 1) / 2
      isSame = true
    }
  }

  package var border: Int { padding }

  package func output(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard case .picture(let height, let width, _) = inputs[0] else {
      throw ShapeError(
        "conv needs a picture, but gets a vector of \(inputs[0])",
        hint: "put conv layers before 'flatten' and dense layers")
    }
    if isSame, stride != 1 || kernel.isMultiple(of: 2) {
      throw ShapeError(
        "'padding: same' needs an odd kernel and stride 1, not kernel \(kernel) and stride \(stride)",
        hint: "give the padding as a number")
    }
    let (paddedHeight, paddedWidth) = (height + 2 * padding, width + 2 * padding)
    guard paddedHeight >= kernel, paddedWidth >= kernel else {
      throw ShapeError(
        "the \(kernel)×\(kernel) kernel is larger than its \(paddedHeight)×\(paddedWidth) input"
          + (padding > 0 ? " (padding included)" : ""),
        hint: "the largest kernel that fits is \(min(paddedHeight, paddedWidth))")
    }
    return .picture(
      height: (paddedHeight - kernel) / stride + 1, width: (paddedWidth - kernel) / stride + 1,
      channels: filters)
  }

  package func parameters(for inputs: [Shape]) -> [ParameterDeclaration] {
    let channels = inputs[0].extents.channels
    let (fanIn, fanOut) = (channels * kernel * kernel, filters * kernel * kernel)
    let weight = ParameterDeclaration(
      name: "weight", shape: [filters, channels, kernel, kernel], role: .weight,
      layout: .convolution(filters: filters, channels: channels, kernel: kernel), fanIn: fanIn,
      fanOut: fanOut)
    return hasBias
      ? [weight, .vector("bias", .bias, filters, fanIn: fanIn, fanOut: fanOut)] : [weight]
  }

  package func operationCount(for inputs: [Shape]) -> Int {
    guard case .picture(let height, let width, let channels) = inputs[0] else { return 0 }
    let positions =
      ((height + 2 * padding - kernel) / stride + 1) * ((width + 2 * padding - kernel) / stride + 1)
    return 2 * positions * filters * channels * kernel * kernel
  }

  package func productEngine(for inputs: [Shape], tier: Numerics.Tier) -> ProductEngine? {
    .kernels
  }

  package func build<S: EngineScalar>(_ site: LayerSite<S>) -> [any Operation<S>] {
    let (height, width, channels) = site.input.shape.extents
    let geometry = ConvolutionGeometry(
      height: height, width: width, channels: channels, filters: filters, kernel: kernel,
      stride: stride, padding: padding)
    if let norm = site.absorb(BatchNorm.self) {
      return normalized(site, geometry, by: norm)
    }
    if let function = squashing(site, geometry) {
      return [ConvolutionAveragePoolOperation(site, geometry, function)]
    }
    let rectify = site.absorb(ReLU.self) != nil
    if ConvolutionPoolOperation<S>.fits(geometry),
      site.absorb(MaxPool.self, where: \.isQuarter) != nil
    {
      return [ConvolutionPoolOperation(site, geometry, rectify: rectify)]
    }
    let output = site.makeOutput()
    return [
      ConvolutionOperation(
        site, geometry, rectify: rectify, output: output, outputGradient: site.outputGradient())
    ]
  }

  /// A squashing function and a 2 × 2 average pool that follow, absorbed.
  private func squashing<S: EngineScalar>(
    _ site: LayerSite<S>, _ geometry: ConvolutionGeometry
  ) -> SquashingFunction? {
    guard ConvolutionPoolOperation<S>.fits(geometry), !geometry.hasGradientTile else { return nil }
    if let (tanh, _) = site.absorb(Tanh.self, then: AveragePool.self, where: \.isQuarter) {
      return .tanh(tanh)
    }
    if let (sigmoid, _) = site.absorb(Sigmoid.self, then: AveragePool.self, where: \.isQuarter) {
      return .sigmoid(sigmoid)
    }
    return nil
  }

  /// The convolution, collecting the moments of its output, and the normalisation after it.
  private func normalized<S: EngineScalar>(
    _ site: LayerSite<S>, _ geometry: ConvolutionGeometry, by norm: BatchNorm
  ) -> [any Operation<S>] {
    let z = site.makeActivations(site.shape)
    let state = BatchNormState(site, norm, input: z, inputGradient: nil)
    let operations = state.operations(site, isCollected: true)
    return [NormalizedConvolutionOperation(site, geometry, state)] + operations
  }
}
