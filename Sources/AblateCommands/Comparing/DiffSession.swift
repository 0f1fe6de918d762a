internal import Comparing
internal import Diagnostics
internal import Foundation
internal import Records
internal import Reporting

/// One comparison from the command line's words to its output.
struct DiffSession {
  let settings: DiffSettings
  let console: Console

  /// Reads both sides and compares them; mistakes in the files are shown.
  ///
  /// - Returns: `nil` when there was a mistake in a file.
  /// - Throws: `UsageError` when a side does not exist; `EnvironmentError` when it cannot be read.
  func compare(_ a: String, _ b: String) throws -> Comparison? {
    var diagnostics = DiagnosticList()
    let sources = try [a, b].map { word in
      try clearly { () throws(SourceError) in
        try ComparisonSource.find(word, environment: console.environment)
      }
    }
    let sets = try sources.map { source in
      try clearly { () throws(SourceError) in
        try SourceReading(source, rules: settings.columns).read(into: &diagnostics)
      }
    }
    if let first = sets[0], let second = sets[1] {
      ColumnAgreement.check(first, second, into: &diagnostics)
    }
    show(diagnostics)
    guard !diagnostics.hasErrors, let first = sets[0], let second = sets[1] else { return nil }
    let comparison = Comparison(a, first, b, second, rules: settings.rules)
    try checkNames(comparison)
    return comparison
  }

  /// A tolerance for a column that does not exist would silently do nothing.
  private func checkNames(_ comparison: Comparison) throws(UsageError) {
    let known = Set(comparison.experiments.flatMap(\.metrics).map(\.metric.name))
    let named =
      settings.rules.tolerances.byMetric.keys.sorted() + settings.columns.lowerIsBetter
      + settings.columns.higherIsBetter
    for name in named where !known.contains(name) {
      throw UsageError(
        "there is no column '\(name)' to compare",
        hint: Suggestion.nearest(to: name, among: known.sorted()).map { "did you mean '\($0)'?" })
    }
  }

  private func clearly<Value>(_ body: () throws(SourceError) -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      if error.isEnvironment { throw EnvironmentError(error.description) }
      throw UsageError(error.description)
    }
  }

  private func show(_ diagnostics: DiagnosticList) {
    guard !diagnostics.isEmpty else { return }
    let renderer = DiagnosticRenderer(usesColor: console.usesColor(on: console.errors))
    console.errors.write(renderer.render(diagnostics))
  }

  /// Prints the comparison in the format asked for.
  func show(_ comparison: Comparison) {
    let usesColor =
      switch settings.color {
      case "always": true
      case "never": false
      case _: console.usesColor(on: console.output)
      }
    console.output.write(
      settings.format.render(
        comparison, DiffStyle(usesColor: usesColor, showsAll: settings.showsAll)))
  }

  /// Names each reason why a gate is closed.
  func judge(_ comparison: Comparison) -> ExitCode {
    guard let gate = settings.gate else { return .success }
    let reasons = gate.reasons(comparison)
    for reason in reasons { console.complain("gate '\(gate.rawValue)': \(reason)") }
    return reasons.isEmpty ? .success : .gate
  }

  /// Refuses a figure in a folder that is not there before anything is read.
  static func checkFolder(of path: String) throws(EnvironmentError) {
    let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw EnvironmentError("cannot write '\(path)': its folder is not there or not writable")
    }
  }

  /// Draws the curves: one file, or one for each experiment.
  ///
  /// - Returns: Whether the files of curves were correct.
  /// - Throws: When a file cannot be read or written.
  func draw(_ comparison: Comparison, to path: String) throws -> Bool {
    var diagnostics = DiagnosticList()
    var written = 0
    let experiments = comparison.experiments.filter(\.presence.isMatched)
    for experiment in experiments {
      guard
        let plot = OverlayPlot(comparison, experiment, metric: settings.columns.metrics.first)
      else { continue }
      let prefix = experiment.name.isEmpty ? "" : "\(experiment.name): "
      let drawing = try clearly { () throws(SourceError) in try plot.drawing(into: &diagnostics) }
      guard let drawing else {
        if !diagnostics.hasErrors {
          console.complain("\(prefix)there are no curves of \(plot.metric) to draw")
        }
        continue
      }
      for side in drawing.missing {
        console.complain(
          "\(prefix)\(side) has no curves of \(plot.metric): only those of the other side are drawn"
        )
      }
      let file = Self.file(path, experiment.name, isSeveral: experiments.count > 1)
      do {
        let picture = try drawing.figure.draw(path: console.environment["PATH"])
        try DurableFile.write(picture, to: file)
        written += 1
      } catch let error as GnuplotError {
        throw EnvironmentError(error.description)
      }
    }
    show(diagnostics)
    if written > 0 { console.complain("drew \(written) figure\(written == 1 ? "" : "s")") }
    return !diagnostics.hasErrors
  }

  /// `out.svg`, or `out-NAME.svg` where there are several experiments.
  private static func file(_ path: String, _ name: String, isSeveral: Bool) -> URL {
    let url = URL(filePath: path)
    guard isSeveral else { return url }
    let stem = url.deletingPathExtension().lastPathComponent
    return url.deletingLastPathComponent().appending(path: "\(stem)-\(name).svg")
  }
}
