internal import Catalog
internal import Engine

// Times training steps of reference networks on synthetic pictures.

try BLASLibrary.prepare()
let arguments = Array(CommandLine.arguments.dropFirst())
let showsOperations = arguments.contains("--operations")
let wanted = arguments.filter { !$0.hasPrefix("-") }

for network in BenchmarkNetwork.all where wanted.isEmpty || wanted.contains(network.name) {
  network.run(showsOperations: showsOperations)
}
