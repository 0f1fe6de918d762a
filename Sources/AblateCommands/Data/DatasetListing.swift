internal import Foundation
internal import Datasets
internal import Reporting

/// Writes which data sets there are and where they lie.
enum DatasetListing {
  static func text(_ catalogue: DatasetCatalogue) -> String {
    let width = catalogue.entries.map(\.name.displayWidth).max() ?? 0
    let indent = String(repeating: " ", count: width + 2)
    return catalogue.entries.map { entry in
      let name = entry.name.padded(to: width, right: false)
      return "\(name)  \(entry.summary)\n\(indent)\(size(entry.description))\(presence(entry))\n"
    }.joined()
  }

  private static func size(_ description: DatasetDescription?) -> String {
    guard let description else { return "" }
    return "\(description.trainingCount.grouped) + \(description.testCount.grouped) examples, "
      + "\(description.height)×\(description.width)×\(description.channels), "
      + "\(description.classNames.count) classes; "
  }

  private static func presence(_ entry: DatasetCatalogue.Entry) -> String {
    switch entry.presence {
    case .builtIn: "built in"
    case .userFiles: "read from files that the experiment names"
    case .found(let folder): "found in \(folder.path)"
    case .missing: "not here; get it with 'ablate data fetch \(entry.name)'"
    }
  }
}
