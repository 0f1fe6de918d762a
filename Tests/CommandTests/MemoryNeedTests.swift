import Datasets
import Diagnostics
import Foundation
import Specification
import Testing
import Training

@testable import AblateCommands

struct MemoryNeedTests {
  @Test func whatFitsIsNotMentioned() {
    #expect(MemoryNeed(byteCount: 1_000_000_000, workers: 2).shortage(memory: 2_000_000_000) == nil)
    #expect(MemoryNeed(byteCount: 0, workers: 1).shortage(memory: 0) == nil)
  }

  @Test func fewerWorkersMayFit() {
    #expect(
      MemoryNeed(byteCount: 1_000_000_000, workers: 4).shortage(memory: 2_550_000_000)
        == "training takes at least 4.0 GB of memory with 4 workers, and this machine has 2.6 GB; "
        + "--jobs 2 would fit")
  }

  @Test func oneMayBeTooLarge() {
    #expect(
      MemoryNeed(byteCount: 12_340_000_000, workers: 1).shortage(memory: 8_000_000_000)
        == "training takes at least 12.3 GB of memory, and this machine has 8.0 GB")
  }

  /// Networks that differ in what the optimizer keeps of each weight alone are all looked at.
  @Test func theOptimizerThatKeepsMostDecides() throws {
    let text = SmallExperiment.text()
      .replacing("grid: {learning_rate: [0.1, 0.05]}", with: "grid: {momentum: [0, 0.9]}")
      .replacing(
        "learning_rate: 0.1, dropout: 0}", with: "learning_rate: 0.1, dropout: 0, momentum: 0}"
      )
      .replacing(
        "learning_rate: $learning_rate}",
        with: "learning_rate: $learning_rate, momentum: $momentum}")
    var found = DiagnosticList()
    let experiment = try #require(
      ExperimentReader.read(
        SourceFile(name: "small.yaml", text: text), vocabulary: .standard, into: &found))
    let trials = experiment.variants[0].candidates.map(\.trial)
    try #require(trials.count == 2)
    let library = DatasetLibrary(
      locator: .standard(
        dataOption: nil, environment: [:], home: FileManager.default.temporaryDirectory))
    let each = try trials.map { try MemoryNeed([$0], workers: 1, library).byteCount }
    #expect(each[0] < each[1])
    #expect(try MemoryNeed(trials, workers: 1, library).byteCount == each[1])
  }
}
