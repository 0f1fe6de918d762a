internal import Digests
package import Foundation
internal import Records
internal import Specification

/// The figures of a report as files: `figures/<name>.svg`.
package struct FigureFiles: Sendable {
  /// Names and scripts, in declared order.
  package let scripts: [(path: String, script: String)]

  package init(_ results: Results) {
    var scripts = results.experiment.report.plots.compactMap { plot in
      FigureBuilder(results: results, plot: plot).figure().map { figure in
        ("figures/\(plot.name).svg", GnuplotScript.text(figure))
      }
    }
    if results.experiment.report.confusion,
      let map = ConfusionMap(results.experiment.title, Confusion.all(results))
    {
      scripts.append(("figures/confusion.svg", map.script))
    }
    self.scripts = scripts
  }

  /// Draws the figures that are not there yet.
  ///
  /// A picture tells from which script it was drawn. One that was drawn from the same script is
  /// kept as it is, because other versions of gnuplot draw the same picture with other bytes.
  ///
  /// - Parameters:
  ///   - folder: Where the report's files are or will be.
  ///   - path: Folders in which gnuplot is looked for, as in `PATH`.
  /// - Returns: The files' contents by path; empty when there is nothing to draw.
  /// - Throws: `GnuplotError`; its text is a warning for the user, who still gets the tables.
  package func draw(
    in folder: URL?, path: String? = ProcessInfo.processInfo.environment["PATH"]
  ) throws(GnuplotError) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for (path, script) in scripts {
      if let present = present(path, in: folder), Self.isCurrent(present, script) {
        files[path] = present
      }
    }
    let missing = scripts.filter { files[$0.path] == nil }
    guard !missing.isEmpty else { return files }
    let gnuplot = try Gnuplot(path: path)
    for (path, script) in missing {
      files[path] = Array(Self.signed(try gnuplot.run(script), script).utf8)
    }
    return files
  }

  private func present(_ path: String, in folder: URL?) -> [UInt8]? {
    guard let folder else { return nil }
    return (try? DurableFile.read(folder.appending(path: path))) ?? nil
  }

  /// Whether a file is a picture drawn from this script and not changed since.
  package static func isCurrent(_ file: [UInt8], _ script: String) -> Bool {
    let text = String(decoding: file, as: UTF8.self)
    guard let start = text.range(of: commentStart), let end = text.range(of: commentEnd) else {
      return false
    }
    let picture = text[..<start.lowerBound] + text[end.upperBound...]
    return text[start.lowerBound..<end.upperBound] == comment(script, String(picture))
  }

  private static let commentStart = "<!-- script "
  private static let commentEnd = " -->\n"

  private static func comment(_ script: String, _ picture: String) -> String {
    commentStart + SHA256.hexadecimal(of: script) + ", picture "
      + SHA256.hexadecimal(of: picture) + commentEnd
  }

  /// Removes the program's version, adds fonts for viewers that lack ours, and signs the result.
  static func signed(_ picture: Data, _ script: String) -> String {
    var text = String(decoding: picture, as: UTF8.self)
    if let start = text.range(of: "<desc>"), let end = text.range(of: "</desc>\n") {
      text.removeSubrange(start.lowerBound..<end.upperBound)
    }
    text = text.replacing(
      "font-family=\"\(FigureStyle.font)\"", with: "font-family=\"\(FigureStyle.fontFamily)\"")
    guard let line = text.range(of: "?>\n") else { return text }
    return text[..<line.upperBound] + comment(script, text) + text[line.upperBound...]
  }
}
