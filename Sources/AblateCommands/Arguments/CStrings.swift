internal import Foundation

/// Texts as C sees them: an array of pointers with a null at its end, freed with its owner.
@safe
final class CStrings {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let size: Int

  init(_ texts: [String]) {
    size = texts.count
    unsafe pointers = .allocate(capacity: texts.count + 1)
    for (index, text) in texts.enumerated() {
      unsafe (pointers + index).initialize(to: strdup(text))
    }
    unsafe (pointers + texts.count).initialize(to: nil)
  }

  deinit {
    for index in 0..<size { unsafe free(pointers[index]) }
    unsafe pointers.deallocate()
  }

  var count: Int32 { Int32(size) }

  subscript(index: Int) -> UnsafeMutablePointer<CChar>? { unsafe pointers[index] }
}
