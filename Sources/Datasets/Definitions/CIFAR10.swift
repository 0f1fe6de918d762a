package import Catalog
internal import Foundation

/// Small colour photographs (Krizhevsky, 2009), in the publication's binary version.
package struct CIFAR10: PublishedDataset {
  package static let name = "cifar-10"
  package static let summary = "60,000 photographs of ten kinds of things, in colour, 32×32."
  package static let settings: [any SettingDeclaration] = []

  static let distribution = Distribution(
    dataset: name,
    subfolders: ["cifar-10", "cifar-10/cifar-10-batches-bin", "cifar-10-batches-bin"],
    files: zip(
      batchNames,
      [
        "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5",
        "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed",
        "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67",
        "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48",
        "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add",
        "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b",
      ]
    ).map { .init(name: $0, size: 30_730_000, sha256: $1) },
    downloads: [
      .init(
        name: "cifar-10-binary.tar.gz", size: 170_052_171,
        sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
        content: .archive)
    ],
    mirrors: ["https://www.cs.toronto.edu/~kriz"])

  private static let batchNames =
    (1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin"]

  package init(_ arguments: Arguments) {}

  package var description: DatasetDescription? { Self.knownDescription }

  private static let knownDescription = DatasetDescription(
    height: 32, width: 32, channels: 3,
    classNames: [
      "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
    ], trainingCount: 50_000, testCount: 10_000)

  package var classCounts: (training: [Int], test: [Int])? {
    ([Int](repeating: 5_000, count: 10), [Int](repeating: 1_000, count: 10))
  }

  package func load(from locator: DatasetLocator) throws -> Dataset {
    let files = try locator.locate(Self.distribution)
    var parts: [ExampleSet] = []
    for batches in [files.dropLast(), files.suffix(1)] {
      var values: [UInt8] = []
      var labels: [UInt8] = []
      values.reserveCapacity(batches.count * CIFARBatch.count * CIFARBatch.pictureSize)
      for batch in batches {
        try CIFARBatch.read(
          batch, classCount: Self.knownDescription.classNames.count, values: &values,
          labels: &labels)
      }
      parts.append(ExampleSet(values: .bytes(values), labels: labels))
    }
    return Dataset(description: Self.knownDescription, training: parts[0], test: parts[1])
  }
}
