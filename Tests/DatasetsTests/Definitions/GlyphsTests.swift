import Catalog
import Datasets
import Digests
import Testing

@Suite struct GlyphsTests {
  private let nowhere = DatasetLocator(folders: [])

  private func load(_ selection: DatasetSelection) throws -> Dataset {
    try Glyphs(Arguments()).load(selection, from: nowhere)
  }

  /// The pictures are the same on every machine and in every version.
  @Test func firstPicturesAreKnown() throws {
    let dataset = try load(DatasetSelection(trainingLimit: 100, testLimit: 100))
    #expect(
      dataset.digest == "e9800ab7446ca3b24bd18a429c4f789ba732365e1d2cc92834308f7749f35614")
  }

  @Test func fewerPicturesAreTheSamePictures() throws {
    let large = try load(DatasetSelection(trainingLimit: 60, testLimit: 40))
    let small = try load(DatasetSelection(trainingLimit: 25, testLimit: 15))
    #expect(try large.limited(training: 25, test: 15).digest == small.digest)
  }

  @Test func figuresAreBalancedAndSomeTrainingLabelsWrong() throws {
    let dataset = try load(DatasetSelection(trainingLimit: 2_000, testLimit: 1_000))
    var counts = [Int](repeating: 0, count: 10)
    for label in dataset.test.labels { counts[Int(label)] += 1 }
    #expect(counts == [Int](repeating: 100, count: 10))
    // Ten test labels in a row are a permutation; in training some are replaced.
    let spoilt = stride(from: 0, to: 2_000, by: 10).count {
      Set(dataset.training.labels[$0..<$0 + 10]).count < 10
    }
    #expect((20...120).contains(spoilt))
  }

  @Test func partsDoNotRepeatEachOther() throws {
    let dataset = try load(DatasetSelection(trainingLimit: 20, testLimit: 20))
    guard case .bytes(let training) = dataset.training.values,
      case .bytes(let test) = dataset.test.values
    else {
      Issue.record("pictures are bytes")
      return
    }
    #expect(training != test)
    let pictures = stride(from: 0, to: training.count, by: 784).map { training[$0..<$0 + 784] }
    #expect(Set(pictures).count == 20)
  }

  @Test func limitsBeyondTheSetAreRefused() {
    #expect(
      throws: DatasetError.unsuitable(
        .testLimit, "limit of 10,001 test examples does not fit: the data has 10,000")
    ) { try load(DatasetSelection(trainingLimit: 1, testLimit: 10_001)) }
  }
}
