internal import Engine
internal import Foundation

// Times training steps of reference networks on random pictures, data in memory, on one thread
// (by its CPU time) or on several (by the clock).
//
//     ablate-bench [--json] [--operations] [--threads=N] [NETWORK…]

let arguments = Array(CommandLine.arguments.dropFirst())
let asJSON = arguments.contains("--json")
let showsOperations = arguments.contains("--operations")
let threads =
  arguments.lazy.filter { $0.hasPrefix("--threads=") }.compactMap { Int($0.dropFirst(10)) }.first
let names = arguments.filter { !$0.hasPrefix("-") }
let known = BenchmarkNetwork.all.map(\.name)

let unknown =
  names.filter { !known.contains($0) }
  + arguments.filter {
    $0.hasPrefix("-") && !["--json", "--operations", "--threads=\(threads ?? 0)"].contains($0)
  }
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
  let timing = network.measure(threads: max(1, threads ?? 1))
  print(asJSON ? timing.json : timing.line)
  if showsOperations { for line in network.operationLines() { print(line) } }
}
