internal import Datasets
internal import Foundation

/// The options that several subcommands share, with their meaning.
package enum SharedOptions {
  static let data = Option(
    "data", value: "DIR", help: "look for data sets in DIR first, before $ABLATE_DATA")
  static let store = Option(
    "store", value: "DIR", help: "keep finished trials in DIR instead of .ablate")
  static let set = Option(
    "set", value: "KEY=VALUE", isRepeatable: true,
    help: "replace a parameter, or a value by its dotted key")
  static let only = Option(
    "only", value: "VARIANT", isRepeatable: true, help: "leave out all other variants")

  /// Where data sets are looked for.
  static func locator(_ arguments: ParsedArguments, _ console: Console) -> DatasetLocator {
    .standard(
      dataOption: arguments.value(of: data), environment: console.environment,
      home: FileManager.default.homeDirectoryForCurrentUser)
  }

  /// Where finished trials are kept.
  static func storeFolder(_ arguments: ParsedArguments) -> URL {
    URL(filePath: arguments.value(of: store) ?? ".ablate", directoryHint: .isDirectory)
  }
}
