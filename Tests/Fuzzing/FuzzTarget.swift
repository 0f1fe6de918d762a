import Diagnostics
import Specification

/// Reads some bytes as an experiment file; libFuzzer calls this with ever new ones.
///
/// Everything between the bytes and a checked experiment is run. A crash, a hang or a broken promise
/// of the reader ends the process. Built by Scripts/fuzz.sh.
///
/// - Parameters:
///   - bytes: The file's content.
///   - count: Its length.
/// - Returns: 0, as libFuzzer asks for.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe check(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}

private func check(_ bytes: [UInt8]) {
  var diagnostics = DiagnosticList()
  guard let file = SourceFile.decode(bytes, name: "fuzz.yaml", into: &diagnostics) else {
    precondition(diagnostics.hasErrors, "a file was refused without a word")
    return
  }
  let experiment = ExperimentReader.read(file, vocabulary: .fake, into: &diagnostics)
  precondition((experiment == nil) == diagnostics.hasErrors, "errors and result disagree")
  for diagnostic in diagnostics.diagnostics where diagnostic.range.file === file {
    precondition(diagnostic.range.start <= diagnostic.range.end, "a range ends before it starts")
    precondition(
      (1...file.lines.count).contains(diagnostic.range.start.line), "a line is outside the file")
  }
  _ = DiagnosticRenderer().render(diagnostics)
}
