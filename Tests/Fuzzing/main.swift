import Diagnostics
import Foundation
import Specification

// Fuzzes everything between the bytes of an experiment file and a checked experiment.
//
// Built by Scripts/fuzz.sh alone, where libFuzzer looks for inputs that reach new code. A crash, a
// hang or a broken promise of the reader ends the process.

@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
  _ count: UnsafeMutablePointer<Int32>,
  _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// Reads some bytes as a file that was called `fuzz.yaml`.
func check(_ bytes: [UInt8]) {
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

var arguments = CommandLine.argc
var words = unsafe CommandLine.unsafeArgv
let status = unsafe runFuzzer(&arguments, &words) { bytes, count in
  check(unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
exit(status)
