package import Catalog

/// Handwritten digits.
package struct MNIST: PublishedDataset {
  package static let name = "mnist"
  package static let summary = "70,000 handwritten digits, grey pictures of 28×28."
  package static let settings: [any SettingDeclaration] = []

  static let distribution = Distribution(
    dataset: name, subfolders: [name],
    files: [
      .init(
        name: "train-images-idx3-ubyte", size: 47_040_016,
        sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
      .init(
        name: "train-labels-idx1-ubyte", size: 60_008,
        sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
      .init(
        name: "t10k-images-idx3-ubyte", size: 7_840_016,
        sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
      .init(
        name: "t10k-labels-idx1-ubyte", size: 10_008,
        sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ],
    downloads: [
      .init(
        name: "train-images-idx3-ubyte.gz", size: 9_912_422,
        sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        content: .compressedFile),
      .init(
        name: "train-labels-idx1-ubyte.gz", size: 28_881,
        sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        content: .compressedFile),
      .init(
        name: "t10k-images-idx3-ubyte.gz", size: 1_648_877,
        sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        content: .compressedFile),
      .init(
        name: "t10k-labels-idx1-ubyte.gz", size: 4_542,
        sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
        content: .compressedFile),
    ],
    mirrors: [
      "https://ossci-datasets.s3.amazonaws.com/mnist",
      "https://storage.googleapis.com/cvdf-datasets/mnist",
    ])

  package init(_ arguments: Arguments) {}

  package var description: DatasetDescription? {
    DatasetDescription(
      height: 28, width: 28, channels: 1, classNames: (0..<10).map { "\($0)" },
      trainingCount: 60_000, testCount: 10_000)
  }

  package var classCounts: (training: [Int], test: [Int])? {
    (
      [5_923, 6_742, 5_958, 6_131, 5_842, 5_421, 5_918, 6_265, 5_851, 5_949],
      [980, 1_135, 1_032, 1_010, 982, 892, 958, 1_028, 974, 1_009]
    )
  }

  package func load(from locator: DatasetLocator) throws -> Dataset {
    try IDXLoader.load(Self.self, self, from: locator)
  }
}
