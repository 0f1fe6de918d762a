internal import Foundation

/// What a subcommand may see of the process that it runs in.
package struct Console: Sendable {
  /// Results.
  package let output: Output
  /// Everything else.
  package let errors: Output
  /// The environment variables.
  package let environment: [String: String]

  package static let standard = Console(
    output: Output(.standardOutput), errors: Output(.standardError),
    environment: ProcessInfo.processInfo.environment)

  /// Whether an output may be coloured: a terminal that can, and nobody said no.
  package func usesColor(on output: Output) -> Bool {
    output.isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// Whether the cursor may be moved to redraw lines.
  package var canRedraw: Bool { errors.isTerminal && environment["TERM"] != "dumb" }

  /// Whether the locale shows characters beyond ASCII.
  package var usesUnicode: Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { name in
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }.first
    let name = (locale ?? "").uppercased()
    return name.contains("UTF-8") || name.contains("UTF8")
  }

  /// Prints a message to standard error, as `ablate: …`.
  package func complain(_ message: String) {
    errors.writeLine("ablate: \(message)")
  }
}
