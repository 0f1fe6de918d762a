/// The shape of one sample's activations between two layers.
package enum Shape: Hashable, Sendable, CustomStringConvertible {
  /// A picture of `height` × `width` positions with `channels` values each.
  case picture(height: Int, width: Int, channels: Int)
  /// A plain vector.
  case features(Int)
  /// A plain vector that was a picture.
  ///
  /// The engine keeps its values in the order (y, x, channel), while weights are exchanged in the
  /// usual order (channel, y, x).
  case flattened(height: Int, width: Int, channels: Int)

  /// The number of values of one sample.
  package var count: Int {
    switch self {
    case .picture(let height, let width, let channels),
      .flattened(let height, let width, let channels):
      height * width * channels
    case .features(let count): count
    }
  }

  package var isPicture: Bool {
    if case .picture = self { true } else { false }
  }

  /// `28×28×6` (height, width, channels) or `120`.
  package var description: String {
    switch self {
    case .picture(let height, let width, let channels): "\(height)×\(width)×\(channels)"
    case .features, .flattened: "\(count)"
    }
  }

  /// Height, width and channels as the engine stores them; a vector has one position.
  package var extents: (height: Int, width: Int, channels: Int) {
    switch self {
    case .picture(let height, let width, let channels): (height, width, channels)
    case .features, .flattened: (1, 1, count)
    }
  }
}

/// Why a layer cannot take its inputs.
package struct ShapeError: Error, Sendable, Equatable {
  /// `the 5×5 kernel is larger than the padded input 4×4`.
  package var message: String
  /// What would fit.
  package var hint: String?

  package init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
