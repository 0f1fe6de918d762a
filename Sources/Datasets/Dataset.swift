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

  /// Makes a data set, counting its examples and computing its digest.
  ///
  /// - Parameters:
  ///   - description: Shape and classes; its counts are replaced by those of the two parts.
  ///   - training: The examples to learn from.
  ///   - test: The examples that only judge.
  /// - Precondition: Both parts hold `featureCount` values for every label.
  package init(description: DatasetDescription, training: ExampleSet, test: ExampleSet) {
    for part in [training, test] {
      precondition(
        part.values.count == part.count * description.featureCount, "values and labels disagree")
    }
    self.description = description
    self.description.trainingCount = training.count
    self.description.testCount = test.count
    self.training = training
    self.test = test
    digest = DatasetDigest.digest(description, training: training, test: test)
  }

  /// SHA-256 over shape, values and labels of the test part.
  package var testDigest: String { DatasetDigest.testDigest(self) }
}
