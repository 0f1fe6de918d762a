package import Catalog

/// A data set that experiments can name.
package protocol DatasetDefinition: Definition {
  /// What is known without reading anything, or `nil` when only the files tell (`csv`, `idx`).
  var description: DatasetDescription? { get }

  /// How many examples each class has in both parts, where that is known without reading anything.
  var classCounts: (training: [Int], test: [Int])? { get }

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
  package var classCounts: (training: [Int], test: [Int])? { nil }

  /// What is known of the chosen part without reading anything.
  ///
  /// - Parameter selection: The part.
  /// - Returns: Its description, with exact counts; `nil` when only the data tells.
  /// - Throws: `DatasetError.unsuitable` when the data has no such classes or too few examples.
  package func description(of selection: DatasetSelection) throws -> DatasetDescription? {
    guard var result = description else { return nil }
    if !selection.classes.isEmpty {
      let classes = try selection.checkedClasses(of: result.classNames.count)
      guard let classCounts else { return nil }
      result.classNames = classes.map { result.classNames[$0] }
      result.trainingCount = classes.reduce(0) { $0 + classCounts.training[$1] }
      result.testCount = classes.reduce(0) { $0 + classCounts.test[$1] }
    }
    if let limit = selection.trainingLimit {
      try DatasetSelection.check(limit: limit, of: result.trainingCount, .trainingLimit)
      result.trainingCount = limit
    }
    if let limit = selection.testLimit {
      try DatasetSelection.check(limit: limit, of: result.testCount, .testLimit)
      result.testCount = limit
    }
    return result
  }

  package func load(_ selection: DatasetSelection, from locator: DatasetLocator) throws -> Dataset {
    try load(from: locator).selecting(selection)
  }
}
