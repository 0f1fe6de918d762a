package import Catalog

/// Mirrors half of the pictures, each by the toss of a coin.
package struct Flip: AugmentationDefinition {
  package static let name = "flip"
  package static let summary = "Every other picture, at random, is mirrored."
  package static let settings: [any SettingDeclaration] = [direction]

  /// Along what a picture is mirrored.
  package enum Direction: String, SettingValue, Sendable, CaseIterable {
    case horizontal
    case vertical
  }

  static let direction = Setting<Direction>(
    oneOf: "direction", default: .horizontal,
    help: "Whether left and right change places, or top and bottom.")

  let direction: Direction

  package init(_ arguments: Arguments) { direction = arguments[Self.direction] }

  @_specialize(where Element == UInt8)
  @_specialize(where Element == Float)
  package func apply<Element: PictureValue>(
    _ copy: PictureCopy<Element>, _ words: SIMD4<UInt32>
  ) {
    guard words.x & 1 == 1 else { return copy.copyAll() }
    for row in 0..<copy.rows {
      switch direction {
      case .horizontal: copy.mirrorRow(row)
      case .vertical: copy.copyRow(row, from: copy.mirrored(row), shiftedBy: 0)
      }
    }
  }
}
