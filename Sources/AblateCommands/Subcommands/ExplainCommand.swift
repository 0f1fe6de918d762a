internal import Diagnostics
internal import Specification
internal import Training

/// Shows what a name in an experiment file, or an error code, means.
package enum ExplainCommand: Subcommand {
  package static let name = "explain"
  package static let summary = "show what a key, a layer or an error code means"
  package static let operands = "[NAME]"
  package static let discussion = """
    Explains a section or key ('training.optimizer'), a layer, loss, optimizer, initializer or \
    data set ('dense'), one of its settings ('sgd.momentum'), a metric or column of a report \
    ('test_accuracy', 'tuned'), or an error code ('E0401'). Without a name, lists what can be \
    explained; in Markdown, writes the whole reference.
    """

  static let format = Option(
    "format", value: "FORMAT", help: "how to print: text (default) or markdown")
  package static let options = [format]

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    let isMarkdown = try arguments.choice(of: format, among: ["text", "markdown"]) == "markdown"
    guard arguments.operands.count <= 1 else { throw UsageError("expects at most one name") }
    let explanations = Explanations(.standard)
    guard let name = arguments.operands.first else {
      console.output.write(
        isMarkdown ? ReferenceDocument.text(.standard) : ExplanationText.list(of: explanations))
      return .success
    }
    let found = explanations.explanations(of: name)
    if found.isEmpty {
      let nearest = explanations.suggestion(for: name)
      throw UsageError(
        "there is nothing named '\(name)'", hint: nearest.map { "did you mean '\($0)'?" })
    }
    let texts = found.map { explanation in
      isMarkdown
        ? ReferenceDocument.text(of: explanation, level: 2)
        : ExplanationText.text(
          of: explanation, example: example(of: explanation, arguments, console))
    }
    console.output.write(texts.joined(separator: "\n"))
    return .success
  }

  /// A mistake as `check` shows it, where a code is explained.
  private static func example(
    of explanation: Explanation, _ arguments: ParsedArguments, _ console: Console
  ) -> String {
    guard let code = DiagnosticCode(rawValue: explanation.name) else { return "" }
    return CodeExample(code).text(ExperimentLoader(arguments, console))
  }
}
