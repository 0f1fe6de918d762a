internal import Catalog
package import Foundation

/// Compares the files of a published data set with what was published.
package struct DatasetVerifier: Sendable {
  /// What was found of one file.
  package struct Report: Sendable, Hashable {
    package enum Verdict: Sendable, Hashable {
      case ok
      case missing
      /// With the reason.
      case corrupt(String)
    }

    /// Its name without `.gz`.
    package var file: String
    /// Where it is; `nil` when it is missing.
    package var place: URL?
    package var verdict: Verdict
  }

  private let locator: DatasetLocator

  package init(locator: DatasetLocator) {
    self.locator = locator
  }

  /// The names of the data sets that can be verified and fetched.
  package static var names: [String] { DatasetRegistry.published.map { $0.name } }

  /// Reads all files of a data set.
  ///
  /// - Parameter dataset: Its name.
  /// - Returns: One report a file; `nil` when no data set of that name is published.
  package func verify(_ dataset: String) -> [Report]? {
    guard let type = DatasetRegistry.published.first(where: { $0.name == dataset }) else {
      return nil
    }
    return verify(type.distribution)
  }

  func verify(_ distribution: Distribution) -> [Report] {
    distribution.files.map { file in
      guard let place = locator.find(file.name, in: distribution.subfolders) else {
        return Report(file: file.name, place: nil, verdict: .missing)
      }
      return Report(file: file.name, place: place, verdict: Self.verdict(on: place, file))
    }
  }

  static func verdict(on place: URL, _ file: Distribution.File) -> Report.Verdict {
    do {
      let found = try FileDigest.content(place, limit: file.size + 1)
      guard found.size <= file.size else {
        return .corrupt("holds more than the \(file.size.grouped) bytes that were published")
      }
      guard found.size == file.size else {
        return .corrupt(
          "holds \(found.size.grouped) bytes, not the \(file.size.grouped) that were published")
      }
      guard found.sha256 == file.sha256 else {
        return .corrupt("differs from what was published (SHA-256 \(found.sha256))")
      }
      return .ok
    } catch DatasetError.corrupt(_, let reason), DatasetError.unreadable(_, let reason) {
      return .corrupt(reason)
    } catch {
      return .corrupt("\(error)")
    }
  }
}
