/// The start of a process that does nothing.
enum VersionStartup: StartupBenchmark {
  static let name = "start-version"
  static let summary = "'ablate --version' as a process"

  static func words(in folder: ScratchFolder) throws -> [String] { ["--version"] }
}
