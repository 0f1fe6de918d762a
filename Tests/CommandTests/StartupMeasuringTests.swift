import Foundation
import Testing

/// What starting the tool costs; editors and hooks run `check` often.
@Suite(.serialized) struct StartupMeasuringTests {
  /// Processor time of all children so far, in seconds: waiting for a processor does not count.
  private var childSeconds: Double {
    var usage = rusage()
    #if canImport(Glibc)
      let children = __rusage_who_t(RUSAGE_CHILDREN.rawValue)
    #else
      let children = RUSAGE_CHILDREN
    #endif
    unsafe getrusage(children, &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  /// `check` of 48 settings in a new process takes at most 30 ms; on a slower processor as much more as
  /// starting the program at all takes more than the 11.3 ms that belong to these 30.
  @Test func checkOfAWholeSweepStartsAtOnce() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let workspace = try Workspace()
    var processor = Double.infinity
    var start = Double.infinity
    var wall = Duration.seconds(60)
    for _ in 0..<15 {
      let beginning = childSeconds
      #expect(try ToolProcess.run("version", in: workspace.folder).status == 0)
      start = min(start, childSeconds - beginning)
      let before = childSeconds
      let clock = ContinuousClock()
      let begin = clock.now
      let outcome = try ToolProcess.run(
        "check", root.path + "/experiments/lenet5-regularization.yaml", in: workspace.folder)
      wall = min(wall, clock.now - begin)
      processor = min(processor, childSeconds - before)
      #expect(outcome.output.hasSuffix(": correct; 4 variants, 48 settings\n"))
    }
    print(
      "check of 48 settings: \(processor * 1e3) ms of processor time, \(wall) in all, at best; "
        + "starting alone \(start * 1e3) ms")
    #expect(processor < max(0.030, 0.030 / 0.0113 * start))
  }
}
