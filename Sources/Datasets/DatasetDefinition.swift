package import Catalog

/// A data set that experiments can name.
package protocol DatasetDefinition: Definition {
  /// What is known without reading anything, or `nil` when only the files tell (`csv`, `idx`).
  var description: DatasetDescription? { get }

  /// Reads or makes the data.
  ///
  /// - Throws: `DatasetError` when files are missing, corrupt or mislabelled.
  func load(from locator: DatasetLocator) throws -> Dataset

  /// Reads or makes the chosen part of the data.
  ///
  /// Gives what `load(from:)` and then `Dataset.selecting(_:)` give; sets that are computed make
  /// no more than is needed.
  ///
  /// - Throws: `DatasetError` when files are missing, corrupt or mislabelled, or when the selection
  ///   does not fit the data.
  func load(_ selection: DatasetSelection, from locator: DatasetLocator) throws -> Dataset
}

extension DatasetDefinition {
  package func load(_ selection: DatasetSelection, from locator: DatasetLocator) throws -> Dataset {
    try load(from: locator).selecting(selection)
  }
}
