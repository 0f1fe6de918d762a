internal import Catalog
internal import Datasets
internal import Diagnostics
internal import Specification
internal import Training

/// Reads experiment files and shows what is wrong with them.
struct ExperimentLoader {
  let library: DatasetLibrary
  private let overrides: [String]
  private let only: [String]
  private let console: Console
  private let diagnosticsOutput: Output

  /// Takes what matters from a command line.
  ///
  /// - Parameters:
  ///   - arguments: `--data`, `--set` and `--only` are looked at.
  ///   - console: The process's outputs and environment.
  ///   - diagnosticsOutput: Where mistakes are shown; standard error unless they are the result.
  init(_ arguments: ParsedArguments, _ console: Console, diagnosticsOutput: Output? = nil) {
    library = DatasetLibrary(locator: SharedOptions.locator(arguments, console))
    overrides = arguments.values(of: SharedOptions.set)
    only = arguments.values(of: SharedOptions.only)
    self.console = console
    self.diagnosticsOutput = diagnosticsOutput ?? console.errors
  }

  /// Reads and checks all files, so that mistakes in the last one show before the first is run.
  ///
  /// - Parameter paths: As the user gave them.
  /// - Returns: The experiments in the same order, or `nil` when there is a mistake in any.
  /// - Throws: `UsageError` for a variant of `--only` that does not exist; `DatasetError` where only
  ///   the files of a data set tell its shape and they cannot be read.
  func load(_ paths: [String]) throws -> [Experiment]? {
    var diagnostics = DiagnosticList()
    var experiments: [Experiment] = []
    let overrides = self.overrides.compactMap { Override.read($0, into: &diagnostics) }
    var missing: DatasetError?
    for path in paths {
      do {
        if let experiment = try load(path, overrides, into: &diagnostics) {
          experiments.append(experiment)
        }
      } catch let error as DatasetError {
        missing = missing ?? error
      }
    }
    if !diagnostics.isEmpty {
      let renderer = DiagnosticRenderer(usesColor: console.usesColor(on: diagnosticsOutput))
      diagnosticsOutput.write(renderer.render(diagnostics))
    }
    // Mistakes in any file come before data that is not there: they can be mended without it.
    if diagnostics.hasErrors { return nil }
    if let missing { throw missing }
    guard experiments.count == paths.count else { return nil }
    return try experiments.map { try restricted($0) }
  }

  private func load(
    _ path: String, _ overrides: [Override], into diagnostics: inout DiagnosticList
  ) throws -> Experiment? {
    guard let file = SourceFile.load(path: path, into: &diagnostics),
      let experiment = ExperimentReader.read(
        file, vocabulary: .standard, overrides: overrides, into: &diagnostics)
    else { return nil }
    try NetworkCheck.check(experiment, library, into: &diagnostics)
    return experiment
  }

  /// The experiment with the variants of `--only`.
  private func restricted(_ experiment: Experiment) throws(UsageError) -> Experiment {
    guard !only.isEmpty else { return experiment }
    let names = experiment.variants.map(\.name)
    for name in only where !names.contains(name) {
      throw UsageError(
        "\(experiment.name) has no variant '\(name)'",
        hint: Suggestion.nearest(to: name, among: names).map { "did you mean '\($0)'?" })
    }
    var copy = experiment
    copy.variants.removeAll { !only.contains($0.name) }
    // A gate that names a variant that is left out says nothing about the others.
    copy.expectations.removeAll { rule in
      rule.mentionedVariants.contains { !only.contains($0) }
    }
    return copy
  }
}

extension Expectation {
  /// The variants that the rule names.
  fileprivate var mentionedVariants: [String] {
    var names = variant.map { [$0] } ?? []
    for bound in [atLeast, atMost] {
      if case .variant(let name, _) = bound { names.append(name) }
    }
    return names
  }
}
