internal import Datasets
internal import Diagnostics
internal import Reporting

/// Writes a machine report for people.
enum MachineReportText {
  static func text(_ report: MachineReport) -> String {
    var text = "ablate \(report.version)\n"
    text += section("processor", processor(report.processor))
    text += section("OpenBLAS", openBLAS(report.openBLAS))
    text += section("data sets", dataSets(report))
    text += section("store", [store(report.store)])
    text += section("figures", [figures(report.figures)])
    if !report.reproducibility.isEmpty {
      text += section("reproducibility", report.reproducibility)
    }
    text += section(
      report.problems.isEmpty ? "nothing stands in the way of a run" : "runs are impossible",
      report.problems)
    return text
  }

  private static func section(_ title: String, _ lines: [String]) -> String {
    "\n\(title)\n"
      + lines.map { line in
        // A further line of a sentence stands a little to the right.
        "  \(wordWrapped(line, width: 76).joined(separator: "\n    "))\n"
      }.joined()
  }

  private static func processor(_ processor: MachineReport.Processor) -> [String] {
    let cores = "\(processor.cores) core\(processor.cores == 1 ? "" : "s")"
    let needs =
      processor.builtFor.isEmpty
      ? "compiled for any processor of this architecture"
      : "compiled for \(processor.builtFor.joined(separator: ", "))"
    let gigaflops = Int((processor.peakOperationsPerSecond * 1e-9).rounded())
    return [
      "\(processor.model ?? "unknown model"), \(cores)",
      processor.missing.isEmpty
        ? needs : "\(needs); lacks \(processor.missing.joined(separator: ", "))",
      "\(gigaflops) GFLOP/s of multiply-adds on one core, measured just now",
    ]
  }

  private static func openBLAS(_ library: MachineReport.OpenBLAS) -> [String] {
    [
      "\(library.version), \(library.build) build, \(library.core) kernel, "
        + "\(library.threads) thread\(library.threads == 1 ? "" : "s") in force",
      library.denseWeights.map { weights in
        "computes dense layers of \(weights.grouped) weights and more with 'numerics: pinned'; "
          + "everything else is by own kernels"
      } ?? "computes no layer: own kernels are faster on every shape that was measured",
    ]
  }

  private static func dataSets(_ report: MachineReport) -> [String] {
    let width = report.dataSets.map(\.name.displayWidth).max() ?? 0
    let folders = report.dataFolders.map { folder in
      "looked for in \(folder.path) (\(folder.origin)\(folder.isThere ? "" : "; not there"))"
    }
    return folders
      + report.dataSets.map { set in
        let presence =
          switch set.presence {
          case .builtIn: "built in"
          case .userFiles: "read from files that the experiment names"
          case .found: "found in \(set.folder ?? "")"
          case .missing: "not here; get it with 'ablate data fetch \(set.name)'"
          }
        return "\(set.name.padded(to: width, right: false))  \(presence)"
      }
  }

  private static func store(_ store: MachineReport.Store) -> String {
    guard let trials = store.trials else { return "\(store.path) is not there yet" }
    return "\(store.path) has \(trials.grouped) trial\(trials == 1 ? "" : "s")"
  }

  private static func figures(_ figures: MachineReport.Figures) -> String {
    guard let program = figures.program else {
      return "gnuplot is not installed; everything but the figures is written"
    }
    return "gnuplot \(figures.version ?? "of unknown version") (\(program))"
  }
}
