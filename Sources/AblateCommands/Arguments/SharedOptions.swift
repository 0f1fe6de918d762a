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

  static let junit = Option(
    "junit", value: "FILE", help: "write what was checked to FILE, as JUnit XML")
  static let out = Option("out", value: "DIR", help: "write to DIR/NAME/ instead of results/NAME/")

  /// Where the folder of results goes.
  ///
  /// - Parameters:
  ///   - out: The value of `--out`.
  ///   - isPartial: Whether the results are not those of the experiment as it stands.
  /// - Returns: `nil` when nothing is to be written.
  static func resultsFolder(_ out: String?, isPartial: Bool) -> URL? {
    if let out { return URL(filePath: out, directoryHint: .isDirectory) }
    return isPartial ? nil : URL(filePath: "results", directoryHint: .isDirectory)
  }

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
