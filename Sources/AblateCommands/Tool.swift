internal import Diagnostics
internal import Engine
internal import Foundation

/// The command line tool: finds the subcommand, runs it, and turns errors into messages and codes.
package enum Tool {
  package static let version = "0.1.0"

  /// Runs the tool.
  ///
  /// - Parameters:
  ///   - words: The command line without the program's name.
  ///   - console: Where it reads and prints.
  /// - Returns: The status to exit with.
  package static func run(_ words: [String], on console: Console = .standard) -> Int32 {
    BLASLibrary.endThreads()
    // A reader that goes away must not end a run that has hours behind it.
    signal(SIGPIPE, SIG_IGN)
    // A limit on the size of files makes writes fail, which can be told; the signal would only kill.
    signal(SIGXFSZ, SIG_IGN)
    var code = dispatch(words, console)
    if let failure = console.output.failure {
      console.complain("cannot write to standard output: \(failure)")
      code = code.combined(with: .environment)
    }
    return code.status
  }

  private static func dispatch(_ words: [String], _ console: Console) -> ExitCode {
    guard let first = words.first else {
      console.errors.write(HelpWriter.overview(SubcommandRegistry.all))
      return .usage
    }
    switch first {
    case "-h", "--help": return perform(HelpCommand.self, [], console)
    case "--version": return perform(VersionCommand.self, [], console)
    default: break
    }
    guard let subcommand = SubcommandRegistry.subcommand(named: first) else {
      console.complain(unknown(first).text)
      console.errors.writeLine("Run 'ablate --help' for the list of commands.")
      return .usage
    }
    return perform(subcommand, Array(words.dropFirst()), console)
  }

  /// What to say about a word that is no subcommand.
  static func unknown(_ word: String) -> UsageError {
    if word.hasPrefix("-") { return UsageError("unknown option '\(word)'") }
    let names = SubcommandRegistry.all.map { $0.name }
    return UsageError(
      "unknown command '\(word)'",
      hint: Suggestion.nearest(to: word, among: names).map { "did you mean '\($0)'?" })
  }

  private static func perform(
    _ subcommand: any Subcommand.Type, _ words: [String], _ console: Console
  ) -> ExitCode {
    do {
      let reader = ArgumentReader(options: subcommand.options + [Option.help])
      let arguments = try reader.read(words)
      if arguments.has(Option.help) {
        console.output.write(HelpWriter.help(of: subcommand))
        return .success
      }
      return try subcommand.run(arguments, on: console)
    } catch let error as UsageError {
      console.errors.writeLine("ablate \(subcommand.name): \(error.text)")
      console.errors.writeLine("Run 'ablate \(subcommand.name) --help' for its options.")
      return .usage
    } catch {
      console.complain("\(error)")
      return .environment
    }
  }
}
