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

  static func has(_ dataset: String) -> Bool {
    folder.map { FileManager.default.fileExists(atPath: $0.appending(path: dataset).path) } ?? false
  }

  static var locator: DatasetLocator {
    DatasetLocator(folders: folder.map { [("$ABLATE_DATA", $0)] } ?? [])
  }
}
