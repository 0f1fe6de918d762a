package import Catalog
internal import Foundation

/// Numbers in tables of the user's own.
package struct CSVFiles: DatasetDefinition {
  package static let name = "csv"
  package static let summary =
    "Features and labels from two CSV files with a head, plain or gzip."
  package static let settings: [any SettingDeclaration] = [train, test, label]

  static let train = Setting<String>("train", .text, help: "File of the training examples.")
  static let test = Setting<String>(
    "test", .text, help: "File of the test examples, with the same columns.")
  static let label = Setting(
    "label", .text, default: "label",
    help: "Name of the column that holds the class; all others must be numbers.")

  private let trainingPath: String
  private let testPath: String
  private let labelColumn: String

  package init(_ arguments: Arguments) {
    trainingPath = arguments[Self.train]
    testPath = arguments[Self.test]
    labelColumn = arguments[Self.label]
  }

  package var description: DatasetDescription? { nil }

  package func load(from locator: DatasetLocator) throws -> Dataset {
    let training = try CSVFile.read(try locator.userFile(trainingPath), label: labelColumn)
    let test = try CSVFile.read(try locator.userFile(testPath), label: labelColumn)
    guard test.features == training.features else {
      throw DatasetError.corrupt(
        path: test.path,
        reason: "its columns differ from those of \(training.path)")
    }
    let classes = Self.ordered(Set(training.labels))
    guard classes.count <= 256 else {
      throw DatasetError.corrupt(
        path: training.path,
        reason: "column '\(labelColumn)' has \(classes.count.grouped) different values; "
          + "256 classes are the most")
    }
    let numbers = Dictionary(
      uniqueKeysWithValues: classes.enumerated().map { ($1, UInt8($0)) })
    func part(_ file: CSVFile) throws -> ExampleSet {
      let labels = try file.labels.enumerated().map { index, name in
        guard let number = numbers[name] else {
          throw DatasetError.corrupt(
            path: file.path,
            reason: "line \(file.lines[index]): class '\(name)' does not occur in "
              + training.path)
        }
        return number
      }
      return ExampleSet(values: .floats(file.values), labels: labels)
    }
    return Dataset(
      description: DatasetDescription(
        height: 1, width: 1, channels: training.features.count, classNames: classes,
        trainingCount: training.labels.count, testCount: test.labels.count),
      training: try part(training), test: try part(test))
  }

  /// By number where all are whole numbers, else by their text.
  private static func ordered(_ names: Set<String>) -> [String] {
    let numbers = names.compactMap { Int($0) }
    guard numbers.count == names.count else { return names.sorted() }
    return names.sorted { (Int($0) ?? 0, $0) < (Int($1) ?? 0, $1) }
  }
}
