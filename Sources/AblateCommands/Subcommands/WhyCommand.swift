internal import Datasets
internal import Diagnostics
internal import Foundation
internal import Records
internal import Reporting
internal import Specification

/// Answers why a trial is trained or not, and why a setting was selected.
package enum WhyCommand: Subcommand {
  package static let name = "why"
  package static let summary =
    "say why a trial is in the store or not, or why a setting was selected"
  package static let operands = "TRIAL|DIR [FILE…]"
  package static let discussion = """
    With a trial, given by the first digits of its id: says which experiment files ask for it, \
    whether the store has it, and if not, in what it first differs from the nearest trial that is \
    there, with both values and the place in the file. The files are those given, or all in \
    experiments/.
    With a results folder, or a folder of them: says for each row why its setting was selected, with score, runner-up and \
    margin, and whether the selected value lies on the edge of what was tried, with a value to add. \
    Needs neither store nor data; the experiment file is found as by 'ablate verify', or given.
    """

  package static let options = [SharedOptions.data, SharedOptions.store]

  /// Fewer digits name too many trials.
  private static let shortestPrefix = 4

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    guard let subject = arguments.operands.first else {
      throw UsageError("expects a trial or a results folder")
    }
    let files = Array(arguments.operands.dropFirst())
    let loader = ExperimentLoader(arguments, console)
    let values = try? URL(filePath: subject).resourceValues(forKeys: [.isDirectoryKey])
    if values?.isDirectory == true { return try explainSelections(subject, files, loader, console) }
    if values == nil, subject.contains("/") {
      throw EnvironmentError("there is no folder '\(subject)'")
    }
    let digits = subject.lowercased()
    guard digits.count >= shortestPrefix, digits.count <= TrialIdentity.length,
      digits.allSatisfy(\.isHexDigit)
    else {
      throw UsageError(
        "'\(subject)' is neither a results folder nor the first \(shortestPrefix) to "
          + "\(TrialIdentity.length) digits of a trial")
    }
    return try explainTrial(digits, files, loader, arguments, console)
  }

  private static func explainSelections(
    _ path: String, _ files: [String], _ loader: ExperimentLoader, _ console: Console
  ) throws -> ExitCode {
    let folders = try ResultFolders.paths(in: path)
    guard files.isEmpty || (files.count == 1 && folders.count == 1) else {
      throw UsageError("expects one experiment file for one folder")
    }
    var code = ExitCode.success
    for (index, folder) in folders.enumerated() {
      if index > 0 { console.output.writeLine("") }
      if folders.count > 1 { console.output.writeLine("\(folder)\n") }
      code = code.combined(with: try explainSelection(folder, files.first, loader, console))
    }
    return code
  }

  private static func explainSelection(
    _ path: String, _ file: String?, _ loader: ExperimentLoader, _ console: Console
  ) throws -> ExitCode {
    do {
      let folder = try LockedFolder(path, experimentFile: file, loader)
      var ignored = DiagnosticList()
      let text = SelectionText(
        experiment: folder.locked.experiment, results: folder.locked.results,
        overrides: folder.locked.lock.origin.overrides.compactMap {
          Override.read($0, into: &ignored)
        })
      console.output.write(text.text)
      return .success
    } catch let refusal as LockedFolder.Refusal {
      if let reason = refusal.reason { console.complain(reason) }
      return refusal.code
    }
  }

  private static func explainTrial(
    _ digits: String, _ files: [String], _ loader: ExperimentLoader,
    _ arguments: ParsedArguments, _ console: Console
  ) throws -> ExitCode {
    let store = TrialStore(folder: SharedOptions.storeFolder(arguments))
    var question = TrialQuestion(store, console)
    if files.isEmpty {
      for file in shippedFiles() { try addIfPossible(file, loader, console, &question) }
    } else {
      guard let experiments = try loader.load(files) else { return .usage }
      for experiment in experiments { try question.add(experiment, loader.library) }
    }
    let matches = try question.matches(digits)
    guard let id = matches.first else {
      throw UsageError(
        "no trial begins with '\(digits)', neither in the store '\(store.folder.relativePath)' nor "
          + "in the experiment files",
        hint: files.isEmpty ? "name the experiment file behind it" : nil)
    }
    guard matches.count == 1 else {
      throw UsageError("\(matches.count) trials begin with '\(digits)'; give more digits")
    }
    console.output.write(try question.answer(id))
    return .success
  }

  /// The files in `experiments/`, sorted.
  private static func shippedFiles() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "experiments")) ?? []
    return names.sorted().filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
      .map { "experiments/\($0)" }
  }

  /// A file that nobody named may have mistakes or lack its data.
  private static func addIfPossible(
    _ file: String, _ loader: ExperimentLoader, _ console: Console,
    _ question: inout TrialQuestion
  ) throws {
    let examination = try loader.examine([file])
    guard let experiment = examination.experiments.first ?? nil else {
      console.complain("left out \(file): 'ablate check' says what is wrong with it")
      return
    }
    do {
      try question.add(experiment, loader.library)
    } catch let error as DatasetError {
      console.complain("left out \(file): \(error)")
    }
  }
}
