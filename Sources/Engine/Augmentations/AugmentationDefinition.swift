package import Catalog

/// A random change of the pictures that a network is trained on.
package protocol AugmentationDefinition: Definition {
  /// Why it does not suit pictures of a shape, as a clause about them; `nil`: it does.
  func objection(to shape: Shape) -> String?

  /// Fills a picture with a changed copy of another one.
  ///
  /// - Parameters:
  ///   - copy: Both pictures; every row of the new one must be filled.
  ///   - words: Random words of this example in this epoch.
  /// - Complexity: O(values of a picture); allocates nothing.
  func apply<Element: PictureValue>(_ copy: PictureCopy<Element>, _ words: SIMD4<UInt32>)
}

extension AugmentationDefinition {
  package func objection(to shape: Shape) -> String? { nil }
}

/// The augmentations.
package enum AugmentationRegistry {
  /// In documentation order.
  package static let all: [any AugmentationDefinition.Type] = [Flip.self, Crop.self]

  package static let registry = Registry(
    family: "augmentation", all.map { $0 as any Definition.Type })

  /// Makes an augmentation of a checked call.
  ///
  /// - Precondition: The call names a registered augmentation.
  package static func make(_ call: Call) -> any AugmentationDefinition {
    guard let definition = all.first(where: { $0.name == call.name }) else {
      preconditionFailure("augmentation '\(call.name)' is not registered")
    }
    return definition.init(call.arguments)
  }
}
