/// What a tensor of a layer is for.
package enum ParameterRole: Hashable, Sendable {
  /// Multiplies inputs; drawn by an initializer.
  case weight
  /// Is added; drawn by an initializer.
  case bias
  /// The scale of a normalisation; starts at one.
  case scale
  /// The shift of a normalisation; starts at zero.
  case shift
  /// Not trained, kept with the weights; starts at the given value.
  case state(initial: Double)

  package var isTrained: Bool {
    if case .state = self { false } else { true }
  }
}

/// How a tensor is stored; exchanged values are in PyTorch's order.
package enum ParameterLayout: Hashable, Sendable {
  case vector(Int)
  /// One value for each value of a picture that was flattened.
  case features(count: Int, picture: Shape)
  /// `[panel, inputs, 16]`, where a panel is sixteen outputs; `picture` when the input was
  /// flattened from one.
  case dense(inputs: Int, outputs: Int, picture: Shape?)
  /// `[kernel, kernel, channels, filters padded to 16]`.
  case convolution(filters: Int, channels: Int, kernel: Int)

  /// The values stored, padding included; a multiple of 16.
  package var capacity: Int {
    switch self {
    case .vector(let count), .features(let count, _): padded(count)
    case .dense(let inputs, let outputs, _): inputs * padded(outputs)
    case .convolution(let filters, let channels, let kernel):
      kernel * kernel * channels * padded(filters)
    }
  }

  /// The values exchanged.
  package var count: Int {
    switch self {
    case .vector(let count), .features(let count, _): count
    case .dense(let inputs, let outputs, _): inputs * outputs
    case .convolution(let filters, let channels, let kernel):
      kernel * kernel * channels * filters
    }
  }

  /// Whether the gradient is computed from the whole batch at once; otherwise each part of the
  /// batch adds to a vector of its own.
  package var hasWholeGradient: Bool {
    switch self {
    case .dense: true
    case .vector, .features, .convolution: false
    }
  }

  /// Where an exchanged value is stored.
  package func index(_ exchanged: Int) -> Int {
    switch self {
    case .vector: return exchanged
    case .features(_, let picture): return stored(exchanged, picture)
    case .dense(let inputs, _, let picture):
      let (output, input) = exchanged.quotientAndRemainder(dividingBy: inputs)
      let (panel, lane) = output.quotientAndRemainder(dividingBy: 16)
      return (panel * inputs + stored(input, picture)) * 16 + lane
    case .convolution(let filters, let channels, let kernel):
      let (filter, rest) = exchanged.quotientAndRemainder(dividingBy: channels * kernel * kernel)
      let (channel, tap) = rest.quotientAndRemainder(dividingBy: kernel * kernel)
      return (tap * channels + channel) * padded(filters) + filter
    }
  }

  /// The place in (y, x, channel) of a place in (channel, y, x).
  private func stored(_ input: Int, _ picture: Shape?) -> Int {
    guard case .flattened(let height, let width, let channels)? = picture else { return input }
    let (channel, position) = input.quotientAndRemainder(dividingBy: height * width)
    return position * channels + channel
  }
}

/// A tensor that a layer declares.
package struct ParameterDeclaration: Hashable, Sendable {
  /// `weight`, `bias`, `running_mean`.
  package var name: String
  /// In PyTorch's order, for export.
  package var shape: [Int]
  package var role: ParameterRole
  package var layout: ParameterLayout
  /// Inputs and outputs that one weight connects to, for initializers.
  package var fanIn: Int
  package var fanOut: Int

  package init(
    name: String, shape: [Int], role: ParameterRole, layout: ParameterLayout, fanIn: Int = 1,
    fanOut: Int = 1
  ) {
    self.name = name
    self.shape = shape
    self.role = role
    self.layout = layout
    self.fanIn = fanIn
    self.fanOut = fanOut
  }

  /// A vector with one value for each of `count` channels.
  static func vector(
    _ name: String, _ role: ParameterRole, _ count: Int, fanIn: Int = 1, fanOut: Int = 1
  ) -> ParameterDeclaration {
    ParameterDeclaration(
      name: name, shape: [count], role: role, layout: .vector(count), fanIn: fanIn, fanOut: fanOut)
  }
}
