internal import Engine
internal import Foundation

/// What the numbers depend on.
package struct Machine: Sendable, Encodable {
  package var processor: String
  package var cores: Int
  package var memoryInMegabytes: Int
  package var system: String
  /// The kernel that OpenBLAS chose.
  package var blasCore: String
  /// The mean number of busy processes of the last minute, before anything was measured.
  package var load: Double?

  package static var current: Machine {
    Machine(
      processor: model, cores: ProcessInfo.processInfo.activeProcessorCount,
      memoryInMegabytes: Int(ProcessInfo.processInfo.physicalMemory >> 20),
      system: ProcessInfo.processInfo.operatingSystemVersionString,
      blasCore: BLASLibrary.coreName, load: loadAverage)
  }

  private static var model: String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":", maxSplits: 1).last?.trimmingCharacters(in: .whitespaces)
    return name ?? "unknown processor"
  }

  private static var loadAverage: Double? {
    let text = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? ""
    return text.split(separator: " ").first.flatMap { Double($0) }
  }

  /// `AMD EPYC, 2 cores, 24,105 MB; OpenBLAS for Cooperlake; load 0.05`.
  var line: String {
    "\(processor), \(cores) cores, \(Double(memoryInMegabytes).brief) MB, \(system); "
      + "OpenBLAS for \(blasCore)" + (load.map { "; load \($0)" } ?? "")
  }
}
