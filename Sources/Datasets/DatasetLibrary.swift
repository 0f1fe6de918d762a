package import Catalog
internal import Guarding

/// Data sets in memory, each read or made once in a process.
package final class DatasetLibrary: Sendable {
  private struct Key: Hashable {
    var call: Call
    var selection: DatasetSelection
  }

  private let locator: DatasetLocator
  private let loaded = Guarded<[Key: Dataset]>([:])

  package init(locator: DatasetLocator) {
    self.locator = locator
  }

  /// A data set or a part of it; callers who come while it is being read wait.
  ///
  /// - Parameters:
  ///   - call: Its name and settings.
  ///   - selection: What to keep of it.
  /// - Returns: The data, shared with all who asked for the same.
  /// - Throws: `DatasetError`; a failure is not remembered.
  package func dataset(
    _ call: Call, _ selection: DatasetSelection = .all
  ) throws -> Dataset {
    try loaded.withLock { loaded in
      let key = Key(call: call, selection: selection)
      if let known = loaded[key] { return known }
      let dataset = try DatasetRegistry.definition(of: call).load(selection, from: locator)
      loaded[key] = dataset
      return dataset
    }
  }

  /// What a data set or a part of it is, read only where its declaration does not tell.
  ///
  /// - Parameters:
  ///   - call: Its name and settings.
  ///   - selection: What to keep of it.
  /// - Returns: The description, with exact counts.
  /// - Throws: `DatasetError`.
  package func description(
    _ call: Call, _ selection: DatasetSelection = .all
  ) throws -> DatasetDescription {
    try DatasetRegistry.definition(of: call).description(of: selection)
      ?? dataset(call, selection).description
  }
}
