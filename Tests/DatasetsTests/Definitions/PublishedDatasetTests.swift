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

  @Test("Published files are read and verified", arguments: all)
  func published(_ name: String) throws {
    guard RealData.has(name) else { return }
    let definition = try type(name).init(Arguments())
    let dataset = try definition.load(from: RealData.locator)
    #expect(dataset.description == definition.description)
    let reports = try #require(DatasetVerifier(locator: RealData.locator).verify(name))
    #expect(reports.allSatisfy { $0.verdict == .ok })
    #expect(dataset.digest == Self.digests[name])
  }

  static let digests = ["mnist": "", "fashion-mnist": "", "cifar-10": ""]

  /// Mean and standard deviation of all training values, divided by 255, that are widely quoted.
  static let moments: [(name: String, means: [Double], deviations: [Double])] = [
    ("mnist", [0.1307], [0.3081]), ("fashion-mnist", [0.2860], [0.3530]),
    ("cifar-10", [0.4914, 0.4822, 0.4465], [0.2470, 0.2435, 0.2616]),
  ]

  @Test(arguments: moments)
  func momentsAreThoseThatAreQuoted(
    name: String, means: [Double], deviations: [Double]
  ) throws {
    guard RealData.has(name) else { return }
    // Every tenth picture, which estimates well enough and is quick in debug builds too.
    let dataset = try type(name).init(Arguments()).load(from: RealData.locator)
    let indices = (0..<Int32(dataset.training.count / 10)).map { $0 * 10 }
    let found = Standardization.standardize(dataset, over: indices, by: .channel)
    let plane = dataset.description.height * dataset.description.width
    for channel in means.indices {
      let deviation = 1 / Double(found.scale[channel * plane]) / 255
      let mean = -Double(found.shift[channel * plane]) * deviation
      #expect(abs(mean - means[channel]) < 0.004 && abs(deviation - deviations[channel]) < 0.004)
    }
  }

  @Test func classesAreBalancedAsPublished() throws {
    guard RealData.has("fashion-mnist") else { return }
    let dataset = try FashionMNIST(Arguments()).load(from: RealData.locator)
    var counts = [Int](repeating: 0, count: 10)
    for label in dataset.training.labels { counts[Int(label)] += 1 }
    #expect(counts == [Int](repeating: 6_000, count: 10))
  }
}
