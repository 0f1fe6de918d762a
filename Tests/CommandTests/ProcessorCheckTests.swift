import Engine
import Foundation
import Testing

#if os(Linux) && arch(x86_64)
  /// The tool on processors of other models, which QEMU's user mode plays.
  @Suite struct ProcessorCheckTests {
    private static let emulator: URL? = {
      let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      let found = folders.map { URL(filePath: "\($0)/qemu-x86_64") }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }
      if found == nil {
        print("### SKIPPED: the processor check on other models needs qemu-x86_64 (qemu-user)")
      }
      return found
    }()

    /// What the tool does with `--version` on a model.
    private func run(on model: String) throws -> (status: Int32, output: String, errors: String) {
      let process = Process()
      process.executableURL = Self.emulator
      process.arguments = ["-cpu", model, try ToolProcess.path, "--version"]
      let output = Pipe()
      let errors = Pipe()
      process.standardOutput = output
      process.standardError = errors
      try process.run()
      let text = try output.fileHandleForReading.readToEnd() ?? Data()
      let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      // The emulator warns of features of the model that it does not play.
      let lines = String(decoding: complaints, as: UTF8.self).split(separator: "\n")
        .filter { !$0.hasPrefix("qemu-x86_64: warning: ") }
      return (
        process.terminationStatus, String(decoding: text, as: UTF8.self),
        lines.joined(separator: "\n")
      )
    }

    @Test(.enabled(if: emulator != nil), arguments: ["Penryn", "Nehalem", "SandyBridge"])
    func aProcessorWithoutTheFeaturesIsRefused(_ model: String) throws {
      let (status, output, errors) = try run(on: model)
      #expect(status == 3)
      #expect(output.isEmpty)
      #expect(
        errors.wholeMatch(
          of:
            #/
            ablate:\ this\ program\ was\ compiled\ for\ a\ processor\ with\ AVX2,\ FMA,\ .+
            which\ this\ one\ \(Intel\ .+\)\ does\ not\ have;\ compile\ it\ on\ this\ machine
            /#) != nil, "\(errors)")
    }

    /// A Haswell has all of x86-64-v3 and nothing of AVX-512.
    @Test(.enabled(if: emulator != nil)) func aProcessorWithAVX2RunsWhatWasCompiledForIt() throws {
      let (status, output, errors) = try run(on: "Haswell")
      let haswell = Processor.Features(named: [
        "AVX2", "FMA", "AVX", "F16C", "BMI", "BMI2", "LZCNT", "MOVBE", "POPCNT", "SSE4.2", "SSE4.1",
        "SSSE3", "SSE3",
      ])
      if Processor.builtFor.subtracting(haswell).names.isEmpty {
        #expect(status == 0)
        #expect(output.hasPrefix("ablate "))
        #expect(errors.isEmpty)
      } else {
        #expect(status == 3)
        #expect(output.isEmpty)
        #expect(errors.hasSuffix(", or anywhere with ABLATE_CPU=x86-64-v3"), "\(errors)")
        #expect(!errors.contains("AVX2"))
      }
    }
  }
#endif
