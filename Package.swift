// swift-tools-version: 6.2

import Foundation
import PackageDescription

let environment = ProcessInfo.processInfo.environment

/// The processor that kernels are compiled for; `x86-64-v3` gives a portable binary.
let processor = environment["ABLATE_CPU"] ?? "native"

/// Whether that processor has the 32 wide registers of AVX-512, which decides the shape of the
/// register blocks.
let hasWideRegisters: Bool = {
  if processor != "native" { return processor == "x86-64-v4" }
  let description = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
  return description.contains("avx512f")
}()

let strict: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ] + (environment["ABLATE_STRICT"] == "1" ? [.treatAllWarnings(as: .error)] : [])

/// Settings of the module that holds the kernels.
///
/// Kernels index raw memory in their inner loops: overflow checks there cost a fifth of the speed.
/// `-Ounchecked` excludes the strict memory safety of the other modules; a test keeps pointers
/// inside the kernels folder instead.
let kernels: [SwiftSetting] =
  [
    .unsafeFlags(["-Xcc", "-march=\(processor)", "-enforce-exclusivity=unchecked"]),
    .unsafeFlags(["-Ounchecked"], .when(configuration: .release)),
  ] + (hasWideRegisters ? [.define("WIDE_REGISTERS")] : [])

/// Settings of the C file that says, as data, which features the kernels' compiler may use.
let builtLikeKernels: [CSetting] = [
  .unsafeFlags(["-march=\(processor)"], .when(platforms: [.linux]))
]

let package = Package(
  name: "ablate",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "ablate", targets: ["ablate"])],
  targets: [
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
    .systemLibrary(name: "CArguments"),
    .systemLibrary(name: "CHints"),

    .target(name: "CBuildTarget", cSettings: builtLikeKernels),
    .target(name: "CProcessor", dependencies: ["CBuildTarget"]),
    .target(name: "Diagnostics"),
    .target(name: "YAMLReader", dependencies: ["Diagnostics", "CYAML"]),
    .target(name: "Catalog"),
    .target(name: "Randomness"),
    .target(name: "Guarding"),
    .target(name: "Statistics", dependencies: ["Randomness", "Guarding"]),
    .target(name: "Digests", dependencies: ["CCrypto"]),
    .target(
      name: "Specification",
      dependencies: [
        "Diagnostics", "YAMLReader", "Catalog", "Digests", "Randomness", "Guarding",
      ]),
    .target(
      name: "Engine", dependencies: ["Catalog", "Randomness", "COpenBLAS", "CProcessor", "CHints"],
      swiftSettings: kernels),
    .target(
      name: "Datasets", dependencies: ["Catalog", "Digests", "Randomness", "Guarding", "CZlib"]),
    .target(
      name: "Records", dependencies: ["Specification", "Catalog", "Digests", "Guarding"]),
    .target(
      name: "Training",
      dependencies: [
        "Engine", "Datasets", "Specification", "Catalog", "Diagnostics", "Randomness", "Records",
      ]),
    .target(
      name: "Selecting", dependencies: ["Records", "Specification", "Statistics", "Guarding"]),
    .target(
      name: "Sweeping",
      dependencies: [
        "Training", "Selecting", "Records", "Specification", "Catalog", "Datasets", "Guarding",
      ]),
    .target(
      name: "Reporting",
      dependencies: [
        "Selecting", "Records", "Specification", "Catalog", "Diagnostics", "Digests", "Statistics",
        "Guarding",
      ]),
    .target(
      name: "Comparing",
      dependencies: [
        "Reporting", "Specification", "Records", "Diagnostics", "Statistics",
      ]),
    .target(
      name: "AblateCommands",
      dependencies: [
        "Comparing", "Sweeping", "Selecting", "Training", "Reporting", "Records", "Specification",
        "Datasets", "Engine",
        "Catalog", "YAMLReader", "Diagnostics", "Digests", "Guarding", "CArguments",
      ]),
    .target(
      name: "Benchmarks",
      dependencies: [
        "AblateCommands", "Sweeping", "Selecting", "Training", "Reporting", "Records",
        "Specification", "Datasets", "Engine", "Catalog", "YAMLReader", "Diagnostics",
      ]),
    .executableTarget(name: "ablate-bench", dependencies: ["Benchmarks"]),
    .executableTarget(name: "ablate", dependencies: ["AblateCommands"]),

    .target(
      name: "TestSupport", dependencies: ["Diagnostics", "YAMLReader"], path: "Tests/TestSupport"),
    .testTarget(
      name: "DiagnosticsTests",
      dependencies: ["TestSupport", "Diagnostics"]
    ),
    .testTarget(
      name: "YAMLReaderTests",
      dependencies: ["TestSupport", "YAMLReader", "Diagnostics"],
      exclude: ["Golden"]
    ),
    .testTarget(
      name: "RandomnessTests",
      dependencies: ["TestSupport", "Randomness"]
    ),
    .testTarget(
      name: "StatisticsTests",
      dependencies: ["TestSupport", "Statistics", "Randomness"],
      exclude: ["References"]
    ),
    .testTarget(
      name: "CatalogTests",
      dependencies: ["TestSupport", "Catalog"]
    ),
    .testTarget(
      name: "SpecificationTests",
      dependencies: ["TestSupport", "Specification", "YAMLReader", "Catalog", "Diagnostics"]
    ),
    .target(name: "AllocationCounter", path: "Tests/AllocationCounter"),
    .testTarget(
      name: "EngineTests",
      dependencies: [
        "TestSupport", "Engine", "Catalog", "Randomness", "Digests", "AllocationCounter",
      ],
      exclude: ["Golden", "References"],
    ),
    .testTarget(
      name: "DatasetsTests",
      dependencies: ["TestSupport", "Datasets", "Catalog", "Digests", "Randomness", "Guarding"]
    ),
    .testTarget(
      name: "RecordsTests",
      dependencies: ["TestSupport", "Records", "Specification", "Digests"]
    ),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "TestSupport", "Training", "Engine", "Datasets", "Specification", "Records", "Catalog",
        "Diagnostics", "YAMLReader", "Randomness", "Guarding",
      ]
    ),
    .testTarget(
      name: "SweepingTests",
      dependencies: [
        "TestSupport", "Sweeping", "Selecting", "Training", "Datasets", "Records", "Specification",
        "Reporting", "Catalog", "Diagnostics", "Guarding",
      ]
    ),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "TestSupport", "Reporting", "Selecting", "Records", "Specification", "Catalog",
        "Diagnostics", "Statistics",
      ],
      exclude: ["Golden"]
    ),
    .testTarget(
      name: "ComparingTests",
      dependencies: ["TestSupport", "Comparing", "Reporting", "Specification", "Diagnostics"],
      exclude: ["Golden"]
    ),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "TestSupport", "AblateCommands", "Sweeping", "Selecting", "Training", "Records",
        "Specification", "Catalog", "Datasets", "Diagnostics", "Digests", "Engine", "YAMLReader",
      ],
      exclude: ["Golden", "Invalid", "Records", "References"]
    ),
    .testTarget(
      name: "BenchmarksTests",
      dependencies: ["TestSupport", "Benchmarks", "AblateCommands", "Specification"]
    ),
    .testTarget(
      name: "RepositoryTests",
      dependencies: [
        "TestSupport", "AblateCommands", "Benchmarks", "Training", "Engine", "Datasets",
        "Specification",
        "Catalog",
      ]
    ),
  ],
  swiftLanguageModes: [.v6]
)

// Test modules take as long to build as the program: a second build needs but a few of them.
if let names = environment["ABLATE_TESTS"]?.split(separator: ",").map(String.init) {
  package.targets.removeAll { $0.type == .test && !names.contains($0.name) }
}

for target in package.targets where target.type != .system {
  target.swiftSettings = strict + (target.swiftSettings ?? [.strictMemorySafety()])
}
