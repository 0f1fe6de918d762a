/// How a data set is published: its files, and where its authors offer them.
package struct Distribution: Sendable {
  /// A file of the data set, uncompressed.
  package struct File: Sendable, Hashable {
    package var name: String
    package var size: Int
    package var sha256: String
  }

  /// What one download brings.
  package struct Download: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
      /// A file of the data set, compressed, and kept so.
      case compressedFile
      /// A compressed tar archive of several files, which are unpacked.
      case archive
    }

    /// The last part of its address.
    package var name: String
    package var size: Int
    package var sha256: String
    package var content: Content
  }

  package var dataset: String
  /// Where its files lie below a data folder, the likeliest first; downloads go to the first.
  package var subfolders: [String]
  package var files: [File]
  package var downloads: [Download]
  /// Addresses to which a download's name is added, in the order they are tried.
  package var mirrors: [String]
}

/// A data set that has been published once and for all.
protocol PublishedDataset: DatasetDefinition {
  static var distribution: Distribution { get }
}
