internal import Catalog
internal import Datasets
internal import Diagnostics
internal import Foundation

/// Lists, downloads and checks data sets.
package enum DataCommand: Subcommand {
  package static let name = "data"
  package static let summary = "list, download or verify data sets"
  package static let operands = "list|fetch|verify [DATASET…]"
  package static let discussion = """
    'data list' says which data sets there are and where they lie; 'data fetch' downloads those \
    that are named to the first folder that is searched and keeps nothing whose checksum is wrong; \
    'data verify' compares files with their published checksums, those of all data sets of which \
    anything is there if none is named.
    Data sets are looked for in --data DIR, then in $ABLATE_DATA, then in the user's cache.
    """

  package static let options = [SharedOptions.data]

  private enum Action: String, CaseIterable {
    case list
    case fetch
    case verify
  }

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    let action = try action(arguments.operands.first)
    let names = Array(arguments.operands.dropFirst())
    let locator = SharedOptions.locator(arguments, console)
    switch action {
    case .list:
      guard names.isEmpty else { throw UsageError("'data list' expects no names") }
      console.output.write(DatasetListing.text(DatasetCatalogue(locator: locator)))
      return .success
    case .fetch:
      guard !names.isEmpty else {
        throw UsageError(
          "'data fetch' expects names: \(DatasetVerifier.names.joined(separator: ", "))")
      }
      try requirePublished(names)
      try DatasetDownload(locator: locator, console: console).fetch(names)
      return .success
    case .verify:
      try requirePublished(names)
      return verify(names, locator, console)
    }
  }

  private static func action(_ word: String?) throws(UsageError) -> Action {
    let words = Action.allCases.map(\.rawValue)
    guard let word else { throw UsageError("expects \(words.joined(separator: ", "))") }
    guard let action = Action(rawValue: word) else {
      throw UsageError(
        "unknown action '\(word)'",
        hint: Suggestion.nearest(to: word, among: words).map { "did you mean '\($0)'?" })
    }
    return action
  }

  /// Only published data sets have addresses and checksums.
  private static func requirePublished(_ names: [String]) throws(UsageError) {
    for name in names where !DatasetVerifier.names.contains(name) {
      if DatasetRegistry.registry.definition(named: name) != nil {
        throw UsageError("data set '\(name)' has no published files")
      }
      let nearest = Suggestion.nearest(to: name, among: DatasetVerifier.names)
      throw UsageError(
        "there is no data set '\(name)'", hint: nearest.map { "did you mean '\($0)'?" })
    }
  }

  /// Prints one line for each file.
  ///
  /// - Returns: An environment that is not in order when a file is missing, or any is corrupt. Of
  ///   data sets that are not named, those without a single file are left out.
  private static func verify(
    _ names: [String], _ locator: DatasetLocator, _ console: Console
  ) -> ExitCode {
    var code = ExitCode.success
    let verifier = DatasetVerifier(locator: locator)
    var isAnythingThere = false
    for name in names.isEmpty ? DatasetVerifier.names : names {
      let reports = verifier.verify(name) ?? []
      if names.isEmpty, reports.allSatisfy({ $0.verdict == .missing }) { continue }
      isAnythingThere = true
      for report in reports {
        let place = report.place?.path ?? report.file
        switch report.verdict {
        case .ok: console.output.writeLine("\(name): \(place): ok")
        case .missing:
          console.output.writeLine("\(name): \(place): missing")
          code = .environment
        case .corrupt(let reason):
          console.output.writeLine("\(name): \(place): \(reason)")
          code = .environment
        }
      }
    }
    if !isAnythingThere {
      console.complain("there is nothing to verify; 'ablate data list' says where data sets are")
    }
    return code
  }
}
