/// A picture and a changed copy of it, plane by plane (`c`, `y`, `x`), as data sets store them.
package struct PictureCopy<Element: PictureValue> {
  let source: UnsafePointer<Element>
  let target: UnsafeMutablePointer<Element>
  let channels: Int
  let height: Int
  let width: Int

  /// Rows of all channels together.
  var rows: Int { channels &* height }

  /// Copies the whole picture.
  @inline(__always) func copyAll() {
    target.update(from: source, count: rows &* width)
  }

  /// Fills a row with another one.
  ///
  /// - Parameters:
  ///   - row: Which.
  ///   - origin: The row of the source; `nil` is a row of zeros.
  ///   - shift: Column x takes the value at column x + shift, or zero where there is none.
  @inline(__always) func copyRow(_ row: Int, from origin: Int?, shiftedBy shift: Int) {
    let line = target + row &* width
    guard let origin, abs(shift) < width else { return line.update(repeating: 0, count: width) }
    let values = source + origin &* width
    let kept = width &- abs(shift)
    if shift >= 0 {
      line.update(from: values + shift, count: kept)
      (line + kept).update(repeating: 0, count: shift)
    } else {
      line.update(repeating: 0, count: 0 &- shift)
      (line - shift).update(from: values, count: kept)
    }
  }

  /// Fills a row with the same row from right to left.
  @inline(__always) func mirrorRow(_ row: Int) {
    let line = target + row &* width
    let values = source + row &* width
    // The last sixteen overlap those before.
    if width >= 16 {
      var x = 0
      while x < width {
        let first = min(x, width &- 16)
        let sixteen = UnsafeRawPointer(values + (width &- 16 &- first))
          .loadUnaligned(as: SIMD16<Element>.self)
        UnsafeMutableRawPointer(line + first)
          .storeBytes(of: Element.reversed(sixteen), as: SIMD16<Element>.self)
        x &+= 16
      }
    } else {
      for x in 0..<width { line[x] = values[width &- 1 &- x] }
    }
  }

  /// The row of the same channel at the other end.
  @inline(__always) func mirrored(_ row: Int) -> Int {
    let y = row % height
    return row &- y &+ (height &- 1 &- y)
  }

  /// The row of the same channel some lines further down, or `nil` outside of the picture.
  @inline(__always) func row(_ row: Int, movedBy offset: Int) -> Int? {
    let y = row % height &+ offset
    return y >= 0 && y < height ? row &+ offset : nil
  }
}

/// How the values of a picture are stored.
package protocol PictureValue: SIMDScalar, ExpressibleByIntegerLiteral, Codable, Hashable {
  static func reversed(_ values: SIMD16<Self>) -> SIMD16<Self>
}

extension UInt8: PictureValue {
  @inline(__always) package static func reversed(_ values: SIMD16<UInt8>) -> SIMD16<UInt8> {
    var result = values
    for lane in 0..<16 { result[lane] = values[15 &- lane] }
    return result
  }
}

extension Float: PictureValue {
  @inline(__always) package static func reversed(_ values: SIMD16<Float>) -> SIMD16<Float> {
    var result = values
    for lane in 0..<16 { result[lane] = values[15 &- lane] }
    return result
  }
}
