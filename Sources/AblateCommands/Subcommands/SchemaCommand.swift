internal import Specification
internal import Training

/// Shows the JSON Schema of the experiment file.
package enum SchemaCommand: Subcommand {
  package static let name = "schema"
  package static let summary = "show the JSON Schema of experiment files, for editors"
  package static let discussion = """
    Prints a JSON Schema (draft 2020-12) with which an editor completes and checks experiment files \
    while they are written. It knows keys, names, types and ranges; 'ablate check' knows more.
    """
  package static let options: [Option] = []

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    guard arguments.operands.isEmpty else { throw UsageError("expects no operands") }
    console.output.write(SchemaWriter(.standard).text)
    return .success
  }
}
