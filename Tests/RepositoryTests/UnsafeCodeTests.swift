import Foundation
import Testing

/// Pointers and C libraries stay in the few files that are made for them.
@Suite struct UnsafeCodeTests {
  /// Where raw memory is handled.
  static let kernels = "Sources/Engine/Kernels/"

  /// C modules and the files that wrap them.
  private static let libraries = ["COpenBLAS", "CYAML", "CZlib", "CCrypto", "CArguments", "CHints"]

  /// Files outside of the engine that handle memory: they wrap a C library, the system's included.
  private static let wrappers = [
    "Sources/AblateCommands/Arguments/ArgumentReader.swift",
    "Sources/AblateCommands/Arguments/CStrings.swift",
    "Sources/AblateCommands/Terminal/FileDescriptor.swift",
    "Sources/AblateCommands/Terminal/Output.swift",
    "Sources/Benchmarks/Startup/ChildProcess.swift", "Sources/Datasets/Files/Inflater.swift",
    "Sources/Datasets/Files/System.swift", "Sources/Digests/SHA256.swift",
    "Sources/Records/DurableFile.swift", "Sources/YAMLReader/YAMLEventParser.swift",
  ]

  private static func isUnsafe(_ line: Substring) -> Bool {
    line.contains(
      #/\bUnsafe(Mutable)?(Raw)?(Buffer)?Pointer\b|\bwithUnsafe|\bunsafeBitCast\b|\bunsafe\b/#)
  }

  private func imports(_ file: SourceTree.File) -> [String] {
    file.text.matches(of: #/(?m)^(?:@\w+\s+)*(?:\w+\s+)?import\s+(\w+)/#).map { String($0.1) }
  }

  /// The engine is compiled without strict memory safety, so this is all that keeps pointers in.
  @Test func theEngineHasPointersInItsKernelsOnly() throws {
    for file in try SourceTree.swiftFiles(in: "Sources/Engine")
    where !file.path.hasPrefix(Self.kernels) {
      for line in file.code where Self.isUnsafe(line.text) && !isOfTheTable(file, line.text) {
        Issue.record(
          "\(file.path):\(line.number): \(line.text.trimmingCharacters(in: .whitespaces))")
      }
    }
  }

  @Test func otherModulesAreUnsafeInWrappersOnly() throws {
    let unsafe = try SourceTree.swiftFiles(in: "Sources").filter { file in
      !file.path.hasPrefix("Sources/Engine/") && file.code.contains { Self.isUnsafe($0.text) }
    }
    #expect(unsafe.map(\.path) == Self.wrappers)
  }

  @Test func openBLASIsImportedInKernelsOnly() throws {
    let importers = try SourceTree.swiftFiles(in: "Sources").filter {
      imports($0).contains("COpenBLAS")
    }
    #expect(!importers.isEmpty)
    for file in importers { #expect(file.path.hasPrefix(Self.kernels), "\(file.path)") }
  }

  @Test(arguments: libraries) func aLibraryIsImportedByOneModule(_ library: String) throws {
    let modules = Set(
      try SourceTree.swiftFiles(in: "Sources").filter { imports($0).contains(library) }
        .compactMap { $0.path.split(separator: "/").dropFirst().first })
    #expect(modules.count == 1, "\(library) is imported by \(modules.sorted())")
  }

  @Test(arguments: libraries) func aSystemLibraryIsAModuleMapAndAShim(_ library: String) throws {
    #expect(try SourceTree.names(in: "Sources/\(library)") == ["module.modulemap", "shim.h"])
  }

  /// Parameters and tables of tensors name pointers in their types without touching memory.
  private func isOfTheTable(_ file: SourceTree.File, _ line: Substring) -> Bool {
    ["Network/TensorTable.swift", "Network/LayerSite.swift", "Network/Operation.swift"].contains {
      file.path.hasSuffix($0)
    }
  }
}
