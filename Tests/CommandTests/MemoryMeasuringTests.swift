import Foundation
import Testing

/// How much memory a sweep needs.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["ABLATE_DATA"] != nil,
    "Fashion-MNIST is looked for in ABLATE_DATA"))
struct MemoryMeasuringTests {
  /// The data set is 55 MB, held once; a worker needs a few megabytes.
  @Test(arguments: [2, 3]) func aSweepNeedsLittle(_ jobs: Int) throws {
    let experiment = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../experiments/lenet5-regularization.yaml").standardized.path
    let workspace = try Workspace()
    let outcome = try ToolProcess.run(
      "run", experiment, "--set", "training.epochs=1", "--only", "No regularization", "--jobs",
      "\(jobs)", "--quiet", in: workspace.folder,
      environment: ["ABLATE_DATA": ProcessInfo.processInfo.environment["ABLATE_DATA"] ?? ""])
    #expect(outcome.status == 0, "\(outcome.errors)")
    var usage = rusage()
    // The largest child so far: an upper bound for this one. RUSAGE_CHILDREN has another type in
    // each C library, and is −1 in all of them.
    let answer = unsafe getrusage(-1, &usage)
    #expect(answer == 0)
    let megabytes = Double(usage.ru_maxrss) * (1024 * 1e-6)
    print("a sweep with \(jobs) workers needs \(megabytes) MB at its peak")
    #expect(megabytes < 250 + 40 * Double(jobs - 2))
  }
}
