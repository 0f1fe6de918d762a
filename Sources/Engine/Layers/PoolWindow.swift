internal import Catalog

/// The window of a pooling layer.
struct PoolWindow: Sendable {
  static let settings: [any SettingDeclaration] = [size, stride, padding]
  static let size = Setting(
    "size", in: IntegerRange(lower: 1, upper: 255), help: "Height and width of the window.")
  static let stride = Setting(
    "stride", in: IntegerRange(lower: 1, upper: 255), isOptional: true,
    help: "Positions from one window to the next; the window's size when absent.")
  static let padding = Setting(
    "padding", in: IntegerRange(lower: 0, upper: 127), default: 0,
    help: "Positions around the picture that windows may reach into, at most half the size.")

  let size: Int
  let stride: Int
  let padding: Int

  init(_ arguments: Arguments) {
    size = arguments[Self.size]
    stride = arguments[optional: Self.stride] ?? size
    padding = arguments[Self.padding]
  }

  /// Whether windows of 2 × 2 lie side by side without padding.
  var isQuarter: Bool { size == 2 && stride == 2 && padding == 0 }

  func geometry(of shape: Shape) -> PoolingGeometry {
    let (height, width, channels) = shape.extents
    return PoolingGeometry(
      height: height, width: width, channels: channels, size: size, stride: stride,
      padding: padding)
  }

  func output(for shape: Shape, layer: String) throws(ShapeError) -> Shape {
    guard case .picture(let height, let width, let channels) = shape else {
      throw ShapeError(
        "\(layer) needs a picture, but gets a vector of \(shape)",
        hint: "put pooling layers before 'flatten' and dense layers")
    }
    guard 2 * padding <= size else {
      throw ShapeError(
        "the padding \(padding) is more than half of the window's size \(size)",
        hint: "the largest padding is \(size / 2)")
    }
    let (paddedHeight, paddedWidth) = (height + 2 * padding, width + 2 * padding)
    guard paddedHeight >= size, paddedWidth >= size else {
      throw ShapeError(
        "the \(size)×\(size) window is larger than its \(paddedHeight)×\(paddedWidth) input"
          + (padding > 0 ? " (padding included)" : ""),
        hint: "the largest window that fits is \(min(paddedHeight, paddedWidth))")
    }
    let geometry = geometry(of: shape)
    return .picture(
      height: geometry.outputHeight, width: geometry.outputWidth, channels: channels)
  }

  func operationCount(for shape: Shape) -> Int {
    let geometry = geometry(of: shape)
    return geometry.outputHeight * geometry.outputWidth * geometry.channels * size * size
  }
}
