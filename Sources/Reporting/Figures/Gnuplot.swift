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
  private let executable: URL

  /// Looks for the program in `PATH`.
  init(path: String? = ProcessInfo.processInfo.environment["PATH"]) throws(GnuplotError) {
    let folders = (path ?? "").split(separator: ":").map { URL(filePath: String($0)) }
    let found = folders.map { $0.appending(path: "gnuplot") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    guard let found else { throw .notInstalled }
    executable = found
  }

  /// Runs a script and returns what it writes to standard output.
  func run(_ script: String) throws(GnuplotError) -> Data {
    let process = Process()
    process.executableURL = executable
    // `-d`: the user's own settings must not change published pictures.
    process.arguments = ["-d", "-"]
    process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    do {
      try process.run()
    } catch {
      throw .failed(error.localizedDescription)
    }
    // The script is written by a thread of its own: a full pipe on either side would block both.
    let bytes = Data(script.utf8)
    Thread.detachNewThread {
      try? input.fileHandleForWriting.write(contentsOf: bytes)
      try? input.fileHandleForWriting.close()
    }
    let picture = output.fileHandleForReading.readDataToEndOfFile()
    let message = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: message, as: UTF8.self)
    guard process.terminationStatus == 0,
      String(decoding: picture.suffix(12), as: UTF8.self).contains("</svg>")
    else {
      let line = text.split(separator: "\n").last.map(String.init) ?? "the picture is incomplete"
      throw .failed(line.trimmingCharacters(in: .whitespaces))
    }
    return picture
  }
}
