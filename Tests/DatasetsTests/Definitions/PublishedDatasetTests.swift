import Catalog
import Foundation
import Testing

@testable import Datasets

@Suite struct PublishedDatasetTests {
  static let all = DatasetRegistry.published.map { $0.name }

  private func type(_ name: String) throws -> any PublishedDataset.Type {
    try #require(DatasetRegistry.published.first { $0.name == name })
  }

  @Test(arguments: all)
  func distributionIsComplete(_ name: String) throws {
    let distribution = try type(name).distribution
    #expect(distribution.dataset == name)
    #expect(!distribution.subfolders.isEmpty && !distribution.mirrors.isEmpty)
    #expect(Set(distribution.files.map(\.sha256)).count == distribution.files.count)
    for digest in distribution.files.map(\.sha256) + distribution.downloads.map(\.sha256) {
      #expect(digest.count == 64 && digest.allSatisfy(\.isHexDigit))
    }
    for mirror in distribution.mirrors { #expect(!mirror.hasSuffix("/")) }
  }

  @Test("Published files are read and verified", .needsRealData, arguments: all)
  func published(_ name: String) throws {
    guard RealData.has(name) else { return }
    let definition = try type(name).init(Arguments())
    let dataset = try definition.load(from: RealData.locator)
    #expect(dataset.description == definition.description)
    let counts = try #require(definition.classCounts)
    for (part, expected) in [(dataset.training, counts.training), (dataset.test, counts.test)] {
      var found = [Int](repeating: 0, count: 10)
      for label in part.labels { found[Int(label)] += 1 }
      #expect(found == expected)
    }
    let reports = try #require(DatasetVerifier(locator: RealData.locator).verify(name))
    #expect(reports.allSatisfy { $0.verdict == .ok })
    #expect(dataset.digest == Self.digests[name])
  }

  static let digests = [
    "mnist": "9f09ffe269805b1ee3ec7d19263f1c4eaf42f297d2e00dedb13902af4ea99e65",
    "fashion-mnist": "65efcd240ab496358147a57926246a5711a6006e2513d85e736a6de226789363",
    "cifar-10": "54dd860f00b85670a2eae652815246ec354dcc10a61d133f08129b9bf9b89e4d",
  ]

  /// Mean and standard deviation of all training values, divided by 255, that are widely quoted.
  static let moments: [(name: String, means: [Double], deviations: [Double])] = [
    ("mnist", [0.1307], [0.3081]), ("fashion-mnist", [0.2860], [0.3530]),
    ("cifar-10", [0.4914, 0.4822, 0.4465], [0.2470, 0.2435, 0.2616]),
  ]

  @Test(.needsRealData, arguments: moments)
  func momentsAreThoseThatAreQuoted(
    name: String, means: [Double], deviations: [Double]
  ) throws {
    guard RealData.has(name) else { return }
    // A random tenth, which estimates well enough and is quick in debug builds too.
    let dataset = try type(name).init(Arguments()).load(from: RealData.locator)
    let count = dataset.training.count
    let indices = DataSplit.make(count: count, validationCount: count / 10, seed: 1).validation
    let found = Standardization.standardize(dataset, over: indices, by: .channel)
    let plane = dataset.description.height * dataset.description.width
    for channel in means.indices {
      let deviation = 1 / Double(found.scale[channel * plane]) / 255
      let mean = -Double(found.shift[channel * plane]) * deviation
      #expect(abs(mean - means[channel]) < 0.004 && abs(deviation - deviations[channel]) < 0.004)
    }
  }

  @Test func smallFilesDoNotPassForThePublishedOnes() throws {
    let scratch = try TemporaryFolder()
    for part in ["train", "t10k"] {
      try scratch.write(
        Fixtures.pictures(10, height: 28, width: 28), to: "mnist/\(part)-images-idx3-ubyte")
      try scratch.write(
        Fixtures.gzip(Fixtures.labels([UInt8](repeating: 3, count: 10))),
        to: "mnist/\(part)-labels-idx1-ubyte.gz")
    }
    let path = scratch.folder.path + "/mnist/train-images-idx3-ubyte"
    #expect(
      throws: DatasetError.corrupt(path: path, reason: "holds 10 pictures, not 60,000")
    ) {
      try MNIST(Arguments()).load(from: DatasetLocator(folders: [("--data", scratch.folder)]))
    }
  }

  @Test("A fetched data set is the published one", .needsRealData)
  func fetched() throws {
    guard RealData.has("mnist"), let source = RealData.folder else { return }
    let scratch = try TemporaryFolder()
    let server = try LoopbackServer { request in
      let file = source.appending(path: String(request.path.dropFirst()))
      guard let body = try? Data(contentsOf: file) else { return .status(404) }
      var answer = LoopbackServer.Answer.content(Array(body), request)
      if request.rangeStart == nil { answer.cutAfter = answer.body.count / 2 }
      return answer
    }
    let fetcher = DatasetFetcher(
      folder: scratch.folder, environment: ["ABLATE_MIRROR": server.address], pause: 0.01)
    let folder = try fetcher.fetch("mnist")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == MNIST.distribution.downloads.map(\.name).sorted())
    // Each file was cut in half once and then resumed.
    #expect(server.log.filter { $0.rangeStart != nil }.count == 4)
    let locator = DatasetLocator(folders: [("--data", scratch.folder)])
    #expect(try MNIST(Arguments()).load(from: locator).digest == Self.digests["mnist"])
  }
}
