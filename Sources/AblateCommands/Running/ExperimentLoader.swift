internal import Catalog
internal import Datasets
internal import Diagnostics
internal import Specification
internal import Training

/// What was found in some experiment files.
struct Examination {
  /// One for each file, `nil` where there was a mistake.
  var experiments: [Experiment?] = []

  /// The mistakes and warnings of all files.
  var diagnostics = DiagnosticList()

  /// A data set without whose files not everything could be checked.
  var missing: DatasetError?

  /// All experiments, or `nil` when there is a mistake in any file.
  ///
  /// Mistakes come before data that is not there: they can be mended without it.
  ///
  /// - Throws: `DatasetError` where data is missing.
  var soundExperiments: [Experiment]? {
    get throws {
      if diagnostics.hasErrors { return nil }
      if let missing { throw missing }
      let sound = experiments.compactMap { $0 }
      return sound.count == experiments.count ? sound : nil
    }
  }
}

/// Reads experiment files and shows what is wrong with them.
struct ExperimentLoader {
  let library: DatasetLibrary
  let restrictions: Restrictions
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
    restrictions = Restrictions(arguments)
    self.console = console
    self.diagnosticsOutput = diagnosticsOutput ?? console.errors
  }

  /// Reads and checks all files, so that mistakes in the last one show before the first is run.
  ///
  /// - Parameters:
  ///   - paths: As the user gave them.
  ///   - showsWarnings: Whether the user is about to decide on the files, rather than to ask about
  ///     what they led to.
  /// - Returns: The experiments in the same order, or `nil` when there is a mistake in any.
  /// - Throws: `UsageError` for a variant of `--only` that does not exist; `DatasetError` where only
  ///   the files of a data set tell its shape and they cannot be read.
  func load(_ paths: [String], showsWarnings: Bool = false) throws -> [Experiment]? {
    let examination = try examine(paths)
    var shown = examination.diagnostics
    if !showsWarnings { shown.removeAll { $0.severity == .warning } }
    show(shown)
    guard let experiments = try examination.soundExperiments else { return nil }
    return try experiments.map { try restricted($0, to: restrictions.only) }
  }

  /// Reads a file for which there are results, without a look at its networks and data.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - restrictions: What the command line changed when the results were made.
  /// - Returns: The experiment, or `nil` when there is a mistake in the file, which is shown.
  /// - Throws: `UsageError` when it lacks a variant of `restrictions`.
  func reread(_ path: String, _ restrictions: Restrictions) throws -> Experiment? {
    var found = DiagnosticList()
    let overrides = restrictions.overrides.compactMap { Override.read($0, into: &found) }
    let experiment = SourceFile.load(path: path, into: &found).flatMap {
      ExperimentReader.read($0, vocabulary: .standard, overrides: overrides, into: &found)
    }
    if found.hasErrors { show(found) }
    return try experiment.map { try restricted($0, to: restrictions.only) }
  }

  private func show(_ diagnostics: DiagnosticList) {
    guard !diagnostics.isEmpty else { return }
    let renderer = DiagnosticRenderer(usesColor: console.usesColor(on: diagnosticsOutput))
    diagnosticsOutput.write(renderer.render(diagnostics))
  }

  /// Reads and checks all files and shows nothing.
  ///
  /// - Parameter paths: As the user gave them.
  /// - Returns: What was found.
  /// - Throws: What is no fault of the files and not about their data either.
  func examine(_ paths: [String]) throws -> Examination {
    var result = Examination()
    let overrides = restrictions.overrides.compactMap {
      Override.read($0, into: &result.diagnostics)
    }
    for path in paths {
      var found = DiagnosticList()
      defer { result.diagnostics.append(contentsOf: found) }
      guard let file = SourceFile.load(path: path, into: &found) else {
        result.experiments.append(nil)
        continue
      }
      do {
        result.experiments.append(try examine(file, overrides, into: &found))
      } catch let error as DatasetError {
        result.experiments.append(nil)
        result.missing = result.missing ?? error
      }
    }
    return result
  }

  /// Checks one file.
  ///
  /// - Returns: `nil` when there is a mistake in it.
  /// - Throws: `DatasetError` where only the files of a data set tell its shape and they cannot be
  ///   read.
  func examine(
    _ file: SourceFile, _ overrides: [Override] = [], into diagnostics: inout DiagnosticList
  ) throws -> Experiment? {
    var found = DiagnosticList()
    defer { diagnostics.append(contentsOf: found) }
    guard
      let experiment = ExperimentReader.readAsFarAsPossible(
        file, vocabulary: .standard, overrides: overrides, into: &found)
    else { return nil }
    // Where a name or key is wrong, networks are not what they are meant to be.
    let isMeaningful = found.diagnostics.allSatisfy { $0.leavesNetworksAsTheyAre }
    if isMeaningful { try NetworkCheck.check(experiment, library, into: &found) }
    return found.hasErrors ? nil : experiment
  }

  /// The experiment with the variants of `--only` and those that they come after.
  private func restricted(
    _ experiment: Experiment, to only: [String]
  ) throws(UsageError) -> Experiment {
    guard !only.isEmpty else { return experiment }
    let names = experiment.variants.map(\.name)
    for name in only where !names.contains(name) {
      throw UsageError(
        "\(experiment.name) has no variant '\(name)'",
        hint: Suggestion.nearest(to: name, among: names).map { "did you mean '\($0)'?" })
    }
    // A variant cannot be without those that it comes after.
    var kept = Set(only)
    for _ in experiment.variants {
      kept.formUnion(experiment.variants.filter { kept.contains($0.name) }.compactMap(\.after))
    }
    var copy = experiment
    copy.variants.removeAll { !kept.contains($0.name) }
    // A gate that names a variant that is left out says nothing about the others.
    copy.expectations.removeAll { rule in
      rule.mentionedVariants.contains { !kept.contains($0) }
    }
    return copy
  }
}

extension Diagnostic {
  /// Whether networks can be checked in spite of it.
  fileprivate var leavesNetworksAsTheyAre: Bool {
    let reports: Set<DiagnosticCode> = [
      .unusedParameter, .invalidSelection, .unknownMetric, .unmatchedExpectation,
      .unavailableMetric,
    ]
    return severity == .warning || reports.contains(code)
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
