internal import Catalog
package import Foundation

/// The data sets that can be named, with what is on this machine.
package struct DatasetCatalogue: Sendable {
  package struct Entry: Sendable {
    package enum Presence: Sendable, Hashable {
      /// Made by the program.
      case builtIn
      /// Read from files that the experiment names.
      case userFiles
      /// All files were found; the folder of the first.
      case found(URL)
      /// Some or all files are missing.
      case missing([String])
    }

    package var name: String
    package var summary: String
    /// `nil` when only the files tell.
    package var description: DatasetDescription?
    package var presence: Presence
  }

  package var entries: [Entry]

  /// Looks for the files of all data sets, without reading them.
  package init(locator: DatasetLocator) {
    entries = DatasetRegistry.all.map { type in
      if let type = type as? any PublishedDataset.Type {
        return Self.published(type, locator)
      }
      guard type.settings.allSatisfy({ $0.defaultValue != nil }) else {
        return Entry(
          name: type.name, summary: type.summary, description: nil, presence: .userFiles)
      }
      return Entry(
        name: type.name, summary: type.summary, description: type.init(Arguments()).description,
        presence: .builtIn)
    }
  }

  private static func published(
    _ type: any PublishedDataset.Type, _ locator: DatasetLocator
  ) -> Entry {
    let distribution = type.distribution
    let found = distribution.files.map { locator.find($0.name, in: distribution.subfolders) }
    let missing = zip(distribution.files, found).compactMap { $1 == nil ? $0.name : nil }
    let presence: Entry.Presence =
      if missing.isEmpty, let first = found.compactMap(\.self).first {
        .found(first.deletingLastPathComponent())
      } else {
        .missing(missing)
      }
    return Entry(
      name: type.name, summary: type.summary, description: type.init(Arguments()).description,
      presence: presence)
  }
}
