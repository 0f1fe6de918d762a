package import Catalog

/// All data sets that experiments can name.
package enum DatasetRegistry {
  /// In documentation order.
  package static let all: [any DatasetDefinition.Type] = [
    MNIST.self, FashionMNIST.self, CIFAR10.self, Glyphs.self, TwoGaussians.self, Noise.self,
    CSVFiles.self, IDXFiles.self,
  ]

  package static let registry = Registry(
    family: "dataset", all.map { $0 as any Definition.Type })

  /// The definition that a decoded call names.
  ///
  /// - Precondition: The registry has a data set of that name, which decoding checks.
  package static func definition(of call: Call) -> any DatasetDefinition {
    guard let type = all.first(where: { $0.name == call.name }) else {
      preconditionFailure("no data set '\(call.name)'")
    }
    return type.init(call.arguments)
  }

  static var published: [any PublishedDataset.Type] {
    all.compactMap { $0 as? any PublishedDataset.Type }
  }
}
