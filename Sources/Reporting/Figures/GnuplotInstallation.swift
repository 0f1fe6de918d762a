internal import Foundation

/// The gnuplot that figures would be drawn with.
package struct GnuplotInstallation {
  package let path: String
  /// `5.4 patchlevel 4`, or `nil` when it does not say.
  package let version: String?

  /// Looks for it in `PATH`.
  ///
  /// - Throws: `GnuplotError.notInstalled`.
  package init() throws(GnuplotError) {
    let gnuplot = try Gnuplot()
    path = gnuplot.executable.path
    let process = Process()
    process.executableURL = gnuplot.executable
    process.arguments = ["--version"]
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else {
      version = nil
      return
    }
    let text = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // "gnuplot 5.4 patchlevel 4"
    let words = text.split(whereSeparator: \.isWhitespace).dropFirst()
    version = words.isEmpty ? nil : words.joined(separator: " ")
  }
}
