/// The tiles by which a convolution may be computed with fewer products.
enum ConvolutionTile {
  case four
  case two
  case smallPicture

  /// Products of a tile for each pair of channel and filter.
  var points: Int {
    switch self {
    case .four: WinogradFourTile.points
    case .two: WinogradTwoTile.points
    case .smallPicture: SmallPictureTile.points
    }
  }
}

// The choice depends on the shape alone. One core of a Zen 4 with AVX-512 (117 GFLOP/s of products),
// other work beside it; µs for 64 samples, direct and with tiles:
//
//     channels, filters, picture, taps   output         both gradients
//     32, 64, 16 × 16, 3 × 3              5430    2030   11850    5400
//     128, 128, 8 × 8, 3 × 3             11190    3270   21520    8000
//     256, 256, 4 × 4, 3 × 3             11920    4080   22580    7800
//     256, 256, 2 × 2, 3 × 3              3240     690    5000    1770
//     32, 64, 14 × 14, 5 × 5             11380    5300   22750   14000
//     6, 16, 14 × 14, 5 × 5                263     200     530     690
//
// The gradients of the last are better off with the sparse kernel after pooling.
extension ConvolutionGeometry {
  /// The tile that serves this convolution's output, or `nil` for direct summation.
  var outputTile: ConvolutionTile? {
    guard stride == 1, filters >= 16, channels >= (kernel == 5 ? 6 : 16) else { return nil }
    if kernel == 3, padding == 1, height == 2, width == 2 { return .smallPicture }
    guard kernel == 3 || kernel == 5 else { return nil }
    let tile = kernel == 3 ? ConvolutionTile.four : .two
    let side = 7 - kernel
    let tiles = ((outputHeight + side - 1) / side) * ((outputWidth + side - 1) / side)
    // Direct summation of gradients visits only the taps that lie inside the picture.
    let products = pairs(height, outputHeight) * pairs(width, outputWidth)
    return products >= 2 * tile.points * tiles ? tile : nil
  }

  /// Whether the tile serves both gradients as well.
  var hasGradientTile: Bool { outputTile != nil && channels >= 16 }

  /// Pairs of an output and a tap along one side whose input is inside the picture.
  private func pairs(_ extent: Int, _ outputs: Int) -> Int {
    (0..<outputs).reduce(0) { sum, output in
      let first = output * stride - padding
      return sum + max(0, min(kernel, extent - first) - max(0, -first))
    }
  }
}
