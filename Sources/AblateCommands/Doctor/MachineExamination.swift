internal import Datasets
internal import Engine
internal import Foundation
internal import Records
internal import Reporting

/// Looks at everything that runs depend on.
enum MachineExamination {
  /// Examines the machine; takes some hundredths of a second.
  ///
  /// - Parameters:
  ///   - locator: Where data sets are looked for.
  ///   - store: Where finished trials are kept.
  /// - Returns: What was found; what is missing is no error.
  static func report(locator: DatasetLocator, store: TrialStore) -> MachineReport {
    var problems: [String] = []
    do {
      try BLASLibrary.prepare()
    } catch {
      problems.append("\(error)")
    }
    let missing = Processor.builtFor.subtracting(Processor.present)
    if let complaint = Processor.complaint(
      builtFor: Processor.builtFor, present: Processor.present)
    {
      problems.append(complaint.trimmingCharacters(in: .newlines))
    }
    return MachineReport(
      version: Tool.version,
      processor: MachineReport.Processor(
        model: Processor.model, cores: ProcessInfo.processInfo.activeProcessorCount,
        builtFor: Processor.builtFor.names, missing: missing.names,
        // Code that the processor cannot run must not be measured.
        peakOperationsPerSecond: missing.names.isEmpty ? PeakMeasurement.vectorRate() : 0),
      openBLAS: MachineReport.OpenBLAS(
        version: BLASLibrary.version, build: BLASLibrary.build.rawValue,
        core: BLASLibrary.coreName, threads: BLASLibrary.threads,
        denseWeights: ProductEngine.libraryThreshold),
      dataFolders: locator.folders.map { origin, folder in
        MachineReport.DataFolder(
          origin: origin, path: folder.path,
          isThere: FileManager.default.fileExists(atPath: folder.path))
      },
      dataSets: DatasetCatalogue(locator: locator).entries.map(dataSet),
      store: examine(store, &problems), figures: figures(),
      reproducibility: reproducibility(problems), problems: problems)
  }

  private static func dataSet(_ entry: DatasetCatalogue.Entry) -> MachineReport.DataSet {
    switch entry.presence {
    case .builtIn: MachineReport.DataSet(name: entry.name, presence: .builtIn)
    case .userFiles: MachineReport.DataSet(name: entry.name, presence: .userFiles)
    case .found(let folder):
      MachineReport.DataSet(name: entry.name, presence: .found, folder: folder.path)
    case .missing: MachineReport.DataSet(name: entry.name, presence: .missing)
    }
  }

  private static func examine(
    _ store: TrialStore, _ problems: inout [String]
  ) -> MachineReport.Store {
    var report = MachineReport.Store(path: store.folder.path)
    guard FileManager.default.fileExists(atPath: store.folder.path) else { return report }
    let values = try? store.folder.resourceValues(forKeys: [.isDirectoryKey])
    guard values?.isDirectory == true else {
      problems.append("'\(store.folder.path)' is not a folder, so that no trial can be kept")
      return report
    }
    do {
      report.trials = try store.allIDs().count
    } catch {
      problems.append("\(error)")
    }
    return report
  }

  private static func figures() -> MachineReport.Figures {
    guard let gnuplot = try? GnuplotInstallation() else { return MachineReport.Figures() }
    return MachineReport.Figures(program: gnuplot.path, version: gnuplot.version)
  }

  private static func reproducibility(_ problems: [String]) -> [String] {
    guard problems.isEmpty else { return [] }
    return [
      "A trial has the same bits for any number of workers, after an interruption, and whether the "
        + "program was compiled for this processor or for x86-64-v3.",
      "With 'numerics: pinned' the bits are those of machines where OpenBLAS "
        + "\(BLASLibrary.version) chooses its \(BLASLibrary.coreName) kernel; a network whose "
        + "products are all by own kernels ('ablate plan' says so) has the same bits everywhere.",
      "With 'numerics: exact' every trial has the same bits on all processors.",
    ]
  }
}
