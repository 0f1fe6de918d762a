internal import Datasets
internal import Foundation

/// Decompressing and parsing a file of a published data set.
enum ParsePictures: Benchmark {
  static let name = "parse"
  static let group = BenchmarkGroup.data
  static let summary = "decompressing and parsing Fashion-MNIST's training pictures"

  private static let file = "train-images-idx3-ubyte"

  static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    guard let place = settings.locator.find(file, in: ["fashion-mnist"]) else {
      return [
        .skipped(name, .megabytesPerSecond, because: "data set 'fashion-mnist' is not at hand")
      ]
    }
    let size = try IDXFile.pictures(in: place).bytes.count
    let timing = try settings.time { _ = try IDXFile.pictures(in: place) }
    return [
      Row.timed(name, .megabytesPerSecond, timing, amount: Double(size))
        .with(remark: "of \(place.pathExtension == "gz" ? "compressed" : "plain") pictures")
    ]
  }
}

extension Row {
  func with(remark: String) -> Row {
    var row = self
    row.remark = remark
    return row
  }
}
