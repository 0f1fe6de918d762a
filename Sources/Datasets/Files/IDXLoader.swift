/// Loads published data sets of four IDX files: training pictures and labels, test ones.
enum IDXLoader {
  /// Finds and reads the files.
  ///
  /// - Parameters:
  ///   - type: Tells the files, in the order training pictures, labels, test pictures, labels.
  ///   - definition: Tells shape and classes.
  ///   - locator: Where to look.
  /// - Returns: The whole data set.
  /// - Throws: `DatasetError` when files are missing, corrupt or mislabelled.
  static func load<T: PublishedDataset>(
    _ type: T.Type, _ definition: T, from locator: DatasetLocator
  ) throws -> Dataset {
    guard let description = definition.description else {
      preconditionFailure("a published data set has a description")
    }
    let files = try locator.locate(type.distribution)
    func part(_ first: Int, _ count: Int) throws -> ExampleSet {
      let (pictures, labels) = try IDXFile.examples(
        pictures: files[first], labels: files[first + 1],
        expected: (count, description.height, description.width),
        classCount: description.classNames.count)
      return ExampleSet(values: .bytes(pictures.bytes), labels: labels)
    }
    return Dataset(
      description: description, training: try part(0, description.trainingCount),
      test: try part(2, description.testCount))
  }
}
