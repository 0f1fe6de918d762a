internal import Comparing
internal import Diagnostics

/// The program as an external diff program of git.
///
/// Git calls it with path, old file, old object, old mode, new file, new object, new mode, and two
/// more words for a renamed file. Whatever happens the exit code is 0: git stops at any other.
struct GitDriver {
  private let path: String
  private let oldFile: String
  private let newFile: String

  init?(_ operands: [String]) {
    guard operands.count == 7 || operands.count == 9 else { return nil }
    (path, oldFile, newFile) = (operands[0], operands[1], operands[4])
  }

  /// What git names instead of a file that is not there.
  private static let nothing = "/dev/null"

  func run(_ settings: DiffSettings, _ console: Console) -> ExitCode {
    if oldFile == Self.nothing || newFile == Self.nothing {
      console.output.writeLine("\(path): \(oldFile == Self.nothing ? "added" : "removed")")
      return .success
    }
    var copy = settings
    // Git's pager shows colours, and git says when there is one.
    if settings.color == "auto", console.environment["GIT_PAGER_IN_USE"] == "true",
      (console.environment["NO_COLOR"] ?? "").isEmpty, console.environment["TERM"] != "dumb"
    {
      copy.color = "always"
    }
    let session = DiffSession(settings: copy, console: console)
    do {
      if var comparison = try session.compare(oldFile, newFile) {
        (comparison.labelA, comparison.labelB) = ("a/\(path)", "b/\(path)")
        session.show(comparison)
        return .success
      }
    } catch {
      console.complain("\(error)")
    }
    console.output.writeLine("\(path): cannot be compared")
    return .success
  }
}
