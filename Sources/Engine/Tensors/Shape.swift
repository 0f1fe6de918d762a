/// The shape of one sample's activations between two layers.
package enum Shape: Hashable, Sendable, CustomStringConvertible {
  /// A picture of `height` × `width` positions with `channels` values each.
  case picture(height: Int, width: Int, channels: Int)
  /// A plain vector.
  case features(Int)

  /// The number of values of one sample.
  package var count: Int {
    switch self {
    case .picture(let height, let width, let channels): height * width * channels
    case .features(let count): count
    }
  }

  /// `28×28×6` (height, width, channels) or `120`.
  package var description: String {
    switch self {
    case .picture(let height, let width, let channels): "\(height)×\(width)×\(channels)"
    case .features(let count): "\(count)"
    }
  }
}
