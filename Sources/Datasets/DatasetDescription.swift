/// What is known of a data set without reading it.
package struct DatasetDescription: Hashable, Sendable {
  package var height: Int
  package var width: Int
  package var channels: Int
  package var classNames: [String]
  package var trainingCount: Int
  package var testCount: Int

  package init(
    height: Int, width: Int, channels: Int, classNames: [String], trainingCount: Int,
    testCount: Int
  ) {
    self.height = height
    self.width = width
    self.channels = channels
    self.classNames = classNames
    self.trainingCount = trainingCount
    self.testCount = testCount
  }

  /// Whether examples are pictures; otherwise `height` and `width` are 1 and `channels` counts
  /// the features.
  package var isPicture: Bool { height > 1 || width > 1 }

  package var featureCount: Int { height * width * channels }

  /// The shape as people write it: `28×28`, `32×32×3`, or `20 features`.
  package var shape: String {
    guard isPicture else { return channels == 1 ? "1 feature" : "\(channels) features" }
    return channels == 1 ? "\(height)×\(width)" : "\(height)×\(width)×\(channels)"
  }
}
