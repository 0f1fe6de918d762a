package import Catalog

/// Moves each picture by up to `padding` pixels in either direction, as if it were cut out of one with
/// a border of zeros; every place of the cut is equally likely.
package struct Crop: AugmentationDefinition {
  package static let name = "crop"
  package static let summary =
    "Pictures are cut, at a random place, out of what a border of zeros around them makes of them."
  package static let settings: [any SettingDeclaration] = [padding]

  static let padding = Setting<Int>(
    "padding", in: IntegerRange(lower: 1, upper: 1024),
    help: "The width of the border in pixels, which are zero before any scaling.")

  let padding: Int

  package init(_ arguments: Arguments) { padding = arguments[Self.padding] }

  package func objection(to shape: Shape) -> String? {
    let (height, width, _) = shape.extents
    return padding < min(height, width)
      ? nil : "a border of \(padding) is as wide as the pictures, which are \(shape)"
  }

  @_specialize(where Element == UInt8)
  @_specialize(where Element == Float)
  package func apply<Element: PictureValue>(
    _ copy: PictureCopy<Element>, _ words: SIMD4<UInt32>
  ) {
    let (down, right) = (offset(words.x), offset(words.y))
    for row in 0..<copy.rows {
      copy.copyRow(row, from: copy.row(row, movedBy: down), shiftedBy: right)
    }
  }

  /// A number in −padding...padding from 32 random bits.
  private func offset(_ word: UInt32) -> Int {
    Int((UInt64(word) &* UInt64(2 &* padding &+ 1)) &>> 32) &- padding
  }
}
