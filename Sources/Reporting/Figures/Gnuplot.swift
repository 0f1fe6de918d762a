internal import Foundation

/// Why no picture was made.
package enum GnuplotError: Error, Hashable, Sendable, CustomStringConvertible {
  case notInstalled
  case failed(String)

  package var description: String {
    switch self {
    case .notInstalled:
      "figures were not drawn because gnuplot is not installed; install it with"
        + " 'apt-get install gnuplot-nox' (or 'brew install gnuplot') and run 'ablate table'"
    case .failed(let reason): "gnuplot could not draw a figure: \(reason)"
    }
  }
}

/// The program that draws figures.
struct Gnuplot {
  let executable: URL

  /// Looks for the program in `PATH`.
  init(path: String? = ProcessInfo.processInfo.environment["PATH"]) throws(GnuplotError) {
    let folders = (path ?? "").split(separator: ":").map { URL(filePath: String($0)) }
    let found = folders.map { $0.appending(path: "gnuplot") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    guard let found else { throw .notInstalled }
    executable = found
  }

  /// Runs a script and returns what it writes to standard output.
  ///
  /// Script and messages are files: with pipes on all sides a program that stops early could end
  /// this one, and one that complains at length could block it.
  func run(_ script: String) throws(GnuplotError) -> Data {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "ablate-figure-\(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: folder) }
    let scriptFile = folder.appending(path: "figure.gnuplot")
    let messageFile = folder.appending(path: "messages")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(script.utf8).write(to: scriptFile)
      try Data().write(to: messageFile)
      let (status, picture) = try run(scriptFile, messages: FileHandle(forWritingTo: messageFile))
      let isWhole = String(decoding: picture.suffix(12), as: UTF8.self).contains("</svg>")
      if status == 0 && isWhole { return picture }
    } catch {
      throw .failed(error.localizedDescription)
    }
    let messages = (try? String(contentsOf: messageFile, encoding: .utf8)) ?? ""
    let line = messages.split(separator: "\n").last.map(String.init) ?? "the picture is incomplete"
    throw .failed(
      line.replacing("\"\(scriptFile.path)\" ", with: "").trimmingCharacters(in: .whitespaces))
  }

  private func run(_ script: URL, messages: FileHandle) throws -> (status: Int32, picture: Data) {
    let process = Process()
    process.executableURL = executable
    // `-d`: the user's own settings must not change published pictures.
    process.arguments = ["-d", script.path]
    process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = messages
    try process.run()
    let picture = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, picture)
  }
}
