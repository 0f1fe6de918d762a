package import Catalog

/// Articles of clothing (Xiao, Rasul and Vollgraf, 2017).
package struct FashionMNIST: PublishedDataset {
  package static let name = "fashion-mnist"
  package static let summary = "70,000 articles of clothing, grey pictures of 28×28."
  package static let settings: [any SettingDeclaration] = []

  static let distribution = Distribution(
    dataset: name, subfolders: [name],
    files: [
      .init(
        name: "train-images-idx3-ubyte", size: 47_040_016,
        sha256: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
      .init(
        name: "train-labels-idx1-ubyte", size: 60_008,
        sha256: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
      .init(
        name: "t10k-images-idx3-ubyte", size: 7_840_016,
        sha256: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
      .init(
        name: "t10k-labels-idx1-ubyte", size: 10_008,
        sha256: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
    ],
    downloads: [
      .init(
        name: "train-images-idx3-ubyte.gz", size: 26_421_880,
        sha256: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
        content: .compressedFile),
      .init(
        name: "train-labels-idx1-ubyte.gz", size: 29_515,
        sha256: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
        content: .compressedFile),
      .init(
        name: "t10k-images-idx3-ubyte.gz", size: 4_422_102,
        sha256: "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
        content: .compressedFile),
      .init(
        name: "t10k-labels-idx1-ubyte.gz", size: 5_148,
        sha256: "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
        content: .compressedFile),
    ],
    mirrors: [
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com",
      "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion",
    ])

  package init(_ arguments: Arguments) {}

  package var description: DatasetDescription? {
    DatasetDescription(
      height: 28, width: 28, channels: 1,
      classNames: [
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker",
        "Bag", "Ankle boot",
      ], trainingCount: 60_000, testCount: 10_000)
  }

  package var classCounts: (training: [Int], test: [Int])? {
    ([Int](repeating: 6_000, count: 10), [Int](repeating: 1_000, count: 10))
  }

  package func load(from locator: DatasetLocator) throws -> Dataset {
    try IDXLoader.load(Self.self, self, from: locator)
  }
}
