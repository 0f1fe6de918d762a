/// Which examples of a data set an experiment uses.
package struct DatasetSelection: Hashable, Sendable {
  /// The classes to keep, renumbered in this order; empty: all.
  package var classes: [Int]
  /// How many training examples to keep, of those classes, from the first; `nil`: all.
  package var trainingLimit: Int?
  package var testLimit: Int?

  package init(classes: [Int] = [], trainingLimit: Int? = nil, testLimit: Int? = nil) {
    self.classes = classes
    self.trainingLimit = trainingLimit
    self.testLimit = testLimit
  }

  /// Everything.
  package static let all = DatasetSelection()

  /// What asks for data that cannot be had.
  package enum Part: Hashable, Sendable {
    /// Those of the data set itself.
    case settings
    case classes
    case trainingLimit
    case testLimit
  }

  /// The classes to keep, checked against those that there are.
  ///
  /// - Parameter count: The number of classes of the data.
  /// - Returns: `classes`.
  /// - Throws: `DatasetError.unsuitable` when one does not exist or is listed twice.
  func checkedClasses(of count: Int) throws -> [Int] {
    var seen: Set<Int> = []
    for number in classes {
      guard (0..<count).contains(number) else {
        throw DatasetError.unsuitable(
          .classes, "class \(number) does not exist: the data has classes 0 to \(count - 1)")
      }
      guard seen.insert(number).inserted else {
        throw DatasetError.unsuitable(.classes, "class \(number) is listed twice")
      }
    }
    return classes
  }

  /// Checks a limit against the number of examples of a part.
  ///
  /// - Parameters:
  ///   - limit: The number of examples to keep.
  ///   - count: The number that is there.
  ///   - part: Which of the two limits it is.
  /// - Throws: `DatasetError.unsuitable`.
  static func check(limit: Int, of count: Int, _ part: Part) throws {
    guard limit > 0, limit <= count else {
      let name = part == .testLimit ? "test" : "training"
      throw DatasetError.unsuitable(
        part,
        "limit of \(limit.grouped) \(name) examples does not fit: the data has \(count.grouped)")
    }
  }
}

extension Dataset {
  /// The chosen part: first the classes, then the first examples of those.
  ///
  /// - Parameter selection: What to keep.
  /// - Returns: The part, with a digest of its own.
  /// - Throws: `DatasetError.unsuitable` when the data has no such classes or too few examples.
  package func selecting(_ selection: DatasetSelection) throws -> Dataset {
    let kept = selection.classes.isEmpty ? self : try keeping(classes: selection.classes)
    guard selection.trainingLimit != nil || selection.testLimit != nil else { return kept }
    return try kept.limited(training: selection.trainingLimit, test: selection.testLimit)
  }

  /// The first examples in file order.
  ///
  /// - Parameters:
  ///   - training: How many training examples to keep; `nil`: all.
  ///   - test: How many test examples to keep; `nil`: all.
  /// - Returns: The smaller set, with a digest of its own.
  /// - Throws: `DatasetError.unsuitable` when there are fewer, or a limit is not positive.
  package func limited(training: Int? = nil, test: Int? = nil) throws -> Dataset {
    func prefix(
      _ part: ExampleSet, _ limit: Int?, _ name: DatasetSelection.Part
    ) throws -> ExampleSet {
      guard let limit else { return part }
      try DatasetSelection.check(limit: limit, of: part.count, name)
      let labels = Array(part.labels[..<limit])
      let end = limit * description.featureCount
      return switch part.values {
      case .bytes(let bytes): ExampleSet(values: .bytes(Array(bytes[..<end])), labels: labels)
      case .floats(let floats): ExampleSet(values: .floats(Array(floats[..<end])), labels: labels)
      }
    }
    return Dataset(
      description: description, training: try prefix(self.training, training, .trainingLimit),
      test: try prefix(self.test, test, .testLimit))
  }

  /// The examples of some classes, renumbered in the listed order.
  ///
  /// - Parameter classes: Numbers of classes; the first becomes class 0.
  /// - Returns: The smaller set, with a digest of its own.
  /// - Throws: `DatasetError.unsuitable` when a class does not exist, is listed twice, or when no
  ///   example is left.
  package func keeping(classes: [Int]) throws -> Dataset {
    let selection = DatasetSelection(classes: classes)
    var numbers = [UInt8?](repeating: nil, count: 256)
    for (number, label) in try selection.checkedClasses(of: description.classNames.count)
      .enumerated()
    {
      numbers[label] = UInt8(number)
    }
    func filter(_ part: ExampleSet, _ name: String) throws -> ExampleSet {
      let kept = part.labels.indices.filter { numbers[Int(part.labels[$0])] != nil }
      guard !kept.isEmpty else {
        throw DatasetError.unsuitable(
          .classes, "no \(name) example is of class \(classes.alternatives)")
      }
      let labels = kept.compactMap { numbers[Int(part.labels[$0])] }
      return switch part.values {
      case .bytes(let bytes): ExampleSet(values: .bytes(gather(bytes, kept)), labels: labels)
      case .floats(let floats): ExampleSet(values: .floats(gather(floats, kept)), labels: labels)
      }
    }
    var kept = description
    kept.classNames = classes.map { description.classNames[$0] }
    return Dataset(
      description: kept, training: try filter(training, "training"), test: try filter(test, "test"))
  }

  private func gather<T>(_ values: [T], _ examples: [Int]) -> [T] {
    let size = description.featureCount
    var result: [T] = []
    result.reserveCapacity(examples.count * size)
    for example in examples {
      result.append(contentsOf: values[example * size..<(example + 1) * size])
    }
    return result
  }
}

extension [Int] {
  /// `3`, `3 or 5`, `3, 5 or 7`.
  fileprivate var alternatives: String {
    guard count > 1, let last else { return map { "\($0)" }.joined() }
    return dropLast().map { "\($0)" }.joined(separator: ", ") + " or \(last)"
  }
}
