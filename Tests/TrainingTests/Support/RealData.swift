import Datasets
import Foundation

/// The published files, where `ABLATE_DATA` names a folder that holds them.
enum RealData {
  static let folder: URL? = {
    guard let path = ProcessInfo.processInfo.environment["ABLATE_DATA"], !path.isEmpty,
      FileManager.default.fileExists(atPath: path)
    else {
      print(
        """
        ############################################################
        # SKIPPED: training on published data sets. Set ABLATE_DATA #
        # to a folder with fashion-mnist/.                          #
        ############################################################
        """)
      return nil
    }
    return URL(fileURLWithPath: path)
  }()

  static var hasFashionMNIST: Bool {
    folder.map { FileManager.default.fileExists(atPath: $0.appending(path: "fashion-mnist").path) }
      ?? false
  }

  static var locator: DatasetLocator {
    DatasetLocator(folders: folder.map { [("$ABLATE_DATA", $0)] } ?? [])
  }
}
