package import Foundation

/// The folders in which data sets are looked for, in order.
package struct DatasetLocator: Sendable {
  /// Each with the reason why it is searched: `--data`, `$ABLATE_DATA`, `user cache`.
  package var folders: [(origin: String, folder: URL)]

  package init(folders: [(origin: String, folder: URL)]) {
    self.folders = folders
  }
}
