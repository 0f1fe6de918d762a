internal import Engine
internal import Foundation

// Times training steps of reference networks on random pictures, data in memory, on one thread.
//
//     ablate-bench [--json] [--operations] [NETWORK…]

let arguments = Array(CommandLine.arguments.dropFirst())
let asJSON = arguments.contains("--json")
let showsOperations = arguments.contains("--operations")
let names = arguments.filter { !$0.hasPrefix("-") }
let known = BenchmarkNetwork.all.map(\.name)

let unknown =
  names.filter { !known.contains($0) }
  + arguments.filter { $0.hasPrefix("-") && !["--json", "--operations"].contains($0) }
guard unknown.isEmpty else {
  FileHandle.standardError.write(
    Data("ablate-bench: '\(unknown[0])' is none of: \(known.joined(separator: ", "))\n".utf8))
  exit(2)
}

do {
  try BLASLibrary.prepare()
} catch {
  FileHandle.standardError.write(Data("ablate-bench: \(error)\n".utf8))
  exit(3)
}

for network in BenchmarkNetwork.all where names.isEmpty || names.contains(network.name) {
  let timing = network.measure()
  print(asJSON ? timing.json : timing.line)
  if showsOperations { for line in network.operationLines() { print(line) } }
}
