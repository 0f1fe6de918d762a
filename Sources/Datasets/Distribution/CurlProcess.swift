internal import Foundation

/// A running `curl`, whose standard output is read.
struct CurlProcess {
  private let process = Process()
  private let output = Pipe()

  /// Looks for the program in `PATH` and starts it.
  init(_ arguments: [String]) throws(Transfer.Failure) {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let program = path.split(separator: ":").map { URL(filePath: "\($0)/curl") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    guard let program else { throw .noProgram }
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw .refused("curl cannot be started: \(System.reason(of: error))")
    }
  }

  /// The next bytes, or `nil` at the end.
  func read() -> [UInt8]? {
    let data = try? output.fileHandleForReading.read(upToCount: 1 << 16)
    return data.flatMap { $0.isEmpty ? nil : Array($0) }
  }

  /// Ends it before its time.
  func stop() {
    // It inherits what the calling thread blocks: a signal that can be blocked might not arrive.
    System.kill(process)
    process.waitUntilExit()
  }

  /// Waits for its end.
  ///
  /// - Returns: Its status.
  func wait() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }
}
