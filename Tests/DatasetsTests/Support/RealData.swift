import Datasets
import Foundation
import Testing

/// The published files, where `ABLATE_DATA` names a folder that holds them.
enum RealData {
  static let folder: URL? = {
    guard let path = ProcessInfo.processInfo.environment["ABLATE_DATA"], !path.isEmpty,
      FileManager.default.fileExists(atPath: path)
    else {
      print(
        """
        ############################################################
        # SKIPPED: tests on published data sets. Set ABLATE_DATA to #
        # a folder with mnist/, fashion-mnist/ and cifar-10/.       #
        ############################################################
        """)
      return nil
    }
    return URL(fileURLWithPath: path)
  }()

  /// Whether a data set's folder is there; says so aloud if not.
  static func has(_ dataset: String) -> Bool {
    guard let folder else { return false }
    let isThere = FileManager.default.fileExists(atPath: folder.appending(path: dataset).path)
    if !isThere { print("### SKIPPED: \(folder.path) has no \(dataset)/") }
    return isThere
  }

  static var locator: DatasetLocator {
    DatasetLocator(folders: folder.map { [("$ABLATE_DATA", $0)] } ?? [])
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test where the published files are absent.
  static var needsRealData: Self {
    .enabled(if: RealData.folder != nil, "ABLATE_DATA names no folder of published data sets")
  }
}
