package import Catalog

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
}

/// Examples in file order, held once and shared by all workers.
package struct ExampleSet: Sendable {
  /// The values of all examples, one after the other; of a picture plane by plane (`c`, `y`, `x`).
  package enum Values: Sendable {
    case bytes([UInt8])
    case floats([Float])
  }

  package var values: Values
  /// Class numbers from 0.
  package var labels: [UInt8]

  package init(values: Values, labels: [UInt8]) {
    self.values = values
    self.labels = labels
  }

  package var count: Int { labels.count }
}

/// A data set in memory.
package struct Dataset: Sendable {
  package var description: DatasetDescription
  package var training: ExampleSet
  package var test: ExampleSet
  /// SHA-256 over shape, values and labels of both parts.
  package var digest: String

  package init(
    description: DatasetDescription, training: ExampleSet, test: ExampleSet, digest: String
  ) {
    self.description = description
    self.training = training
    self.test = test
    self.digest = digest
  }
}

/// A data set that experiments can name.
package protocol DatasetDefinition: Definition {
  /// What is known without reading anything, or `nil` when only the files tell (`csv`, `idx`).
  var description: DatasetDescription? { get }

  /// Reads or makes the data.
  ///
  /// - Throws: `DatasetError` when files are missing, corrupt or mislabelled.
  func load(from locator: DatasetLocator) throws -> Dataset
}
