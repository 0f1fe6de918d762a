import Benchmarks
import Catalog
import Datasets
import Engine
import Foundation
import Testing
import Training

/// What can be configured is registered, once, and named apart.
@Suite struct RegistryTests {
  @Test func everyLayerIsRegisteredOnce() throws {
    try expect(
      LayerRegistry.all, toBe: ["LayerDefinition", "ActivationLayer"], in: "Sources/Engine/Layers")
  }

  @Test func everyOptimizerIsRegisteredOnce() throws {
    try expect(
      OptimizerRegistry.all, toBe: ["OptimizerDefinition"], in: "Sources/Engine/Optimizers")
  }

  @Test func everyLossIsRegisteredOnce() throws {
    try expect(LossRegistry.all, toBe: ["LossDefinition"], in: "Sources/Engine/Losses")
  }

  @Test func everyInitializerIsRegisteredOnce() throws {
    try expect(
      InitializerRegistry.all, toBe: ["InitializerDefinition"], in: "Sources/Engine/Initializers")
  }

  @Test func everyScheduleIsRegisteredOnce() throws {
    try expect(
      ScheduleRegistry.all, toBe: ["ScheduleDefinition"], in: "Sources/Engine/Schedules")
  }

  @Test func everyLengthIsRegisteredOnce() throws {
    try expect(LengthRegistry.all, toBe: ["LengthDefinition"], in: "Sources/Engine/Lengths")
  }

  @Test func everyPenaltyIsRegisteredOnce() throws {
    try expect(PenaltyRegistry.all, toBe: ["PenaltyDefinition"], in: "Sources/Engine/Penalties")
  }

  @Test func everyAugmentationIsRegisteredOnce() throws {
    try expect(
      AugmentationRegistry.all, toBe: ["AugmentationDefinition"], in: "Sources/Engine/Augmentations"
    )
  }

  @Test func everyDatasetIsRegisteredOnce() throws {
    try expect(
      DatasetRegistry.all, toBe: ["DatasetDefinition", "PublishedDataset"],
      in: "Sources/Datasets/Definitions")
  }

  @Test func everyBenchmarkIsRegisteredOnce() throws {
    let folder = "Sources/Benchmarks"
    let declared = try SourceTree.conformers(
      to: ["Benchmark", "TrainingBenchmark", "StartupBenchmark"], in: folder
    ).filter { !["TrainingBenchmark", "StartupBenchmark"].contains($0) }
    #expect(BenchmarkRegistry.all.map { "\($0)" }.sorted() == declared.sorted())
    let files = try SourceTree.swiftFiles(in: folder).map(\.path)
    for type in BenchmarkRegistry.all {
      #expect(files.contains { $0.hasSuffix("/\(type).swift") }, "\(type) has no file of its own")
    }
  }

  private func expect(
    _ registered: [any Definition.Type], toBe protocols: Set<String>, in folder: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    // A metatype prints as its bare name.
    let declared = try SourceTree.conformers(to: protocols, in: folder)
    #expect(
      registered.map { "\($0)" }.sorted() == declared.sorted(), sourceLocation: sourceLocation)
    let files = try SourceTree.swiftFiles(in: folder).map(\.path)
    for type in registered {
      #expect(
        files.contains("\(folder)/\(type).swift"), "\(type) has no file of its own",
        sourceLocation: sourceLocation)
    }
  }

  private static let families: [(String, [any Definition.Type])] = [
    ("layer", LayerRegistry.all), ("optimizer", OptimizerRegistry.all),
    ("loss", LossRegistry.all), ("initializer", InitializerRegistry.all),
    ("schedule", ScheduleRegistry.all), ("length", LengthRegistry.all),
    ("penalty", PenaltyRegistry.all), ("augmentation", AugmentationRegistry.all),
    ("dataset", DatasetRegistry.all),
  ]

  @Test(arguments: families.map(\.0)) func declarationsAreInOrder(_ family: String) throws {
    let definitions = try #require(Self.families.first { $0.0 == family }?.1)
    let names = definitions.map { $0.name }
    #expect(Set(names).count == names.count, "two share a name")
    for definition in definitions {
      #expect(
        definition.name.wholeMatch(of: #/[a-z][a-z0-9]*([_-][a-z0-9]+)*/#) != nil,
        "'\(definition.name)' is not in snake case")
      #expect(definition.summary.hasSuffix("."), "\(definition.name): summary is no sentence")
      let settings = definition.settings.map(\.name)
      #expect(Set(settings).count == settings.count, "\(definition.name) repeats a setting")
      for setting in definition.settings {
        #expect(setting.help.hasSuffix("."), "\(definition.name).\(setting.name): help")
        #expect(
          setting.name.wholeMatch(of: #/[a-z][a-z0-9]*(_[a-z0-9]+)*/#) != nil,
          "'\(setting.name)' is not in snake case")
      }
    }
  }

  /// The test's own eyes: a list that misses a type, or repeats one, is noticed.
  @Test func declarationsAreFound() throws {
    let layers = try SourceTree.conformers(
      to: ["LayerDefinition", "ActivationLayer"], in: "Sources/Engine/Layers")
    #expect(layers.contains("Dense") && layers.contains("Tanh"))
    #expect(!layers.contains("FlattenOperation") && !layers.contains("ActivationLayer"))
  }
}
