internal import Catalog
internal import Datasets
internal import Diagnostics
internal import Specification
internal import Training

/// Infers the shapes of every network of an experiment.
enum NetworkCheck {
  /// What decides whether a network fits.
  struct Case: Hashable {
    private var trial: TrialSpecification

    init(_ trial: TrialSpecification) {
      // How it learns, which is what most sweeps vary, changes no shape.
      var training = trial.training
      training.optimizer = Call("")
      training.penalties = []
      training.initialize = [:]
      training.epochs = 0
      training.earlyStopping = nil
      self.trial = trial
      self.trial.training = training
      self.trial.seed = 0
    }
  }

  /// Reports shapes that do not fit, for every setting of every variant.
  ///
  /// - Parameters:
  ///   - experiment: The experiment.
  ///   - library: Asked only for data sets that cannot be described without their files.
  ///   - diagnostics: Receives the mistakes.
  /// - Throws: `DatasetError` when such files cannot be read.
  static func check(
    _ experiment: Experiment, _ library: DatasetLibrary, into diagnostics: inout DiagnosticList
  ) throws {
    var seen: Set<Case> = []
    var last: Case?
    for variant in experiment.variants {
      for candidate in variant.resolved {
        let trial = candidate.trial
        let network = Case(trial)
        // Neighbours are mostly equal, and hashing a network takes longer than to find that.
        guard network != last, seen.insert(network).inserted else { continue }
        last = network
        var found = DiagnosticList()
        if let data = try description(of: trial.data, library, into: &found) {
          _ = NetworkLayout.infer(for: trial, data: data, into: &found)
        }
        diagnostics.append(contentsOfSetting: found)
        try checkOrder(of: trial.data, library, into: &diagnostics)
      }
    }
  }

  /// What the used part of a data set is; `nil` when the file asks for more than there is, which is
  /// reported where it does.
  private static func description(
    of data: DataSpecification, _ library: DatasetLibrary, into diagnostics: inout DiagnosticList
  ) throws -> DatasetDescription? {
    do {
      return try description(of: data, library)
    } catch DatasetError.unsuitable(let part, let message) {
      guard let range = data.place(of: part).range else {
        throw DatasetError.unsuitable(part, message)
      }
      diagnostics.report(.outOfRange, at: range, message)
      return nil
    }
  }

  /// Warns of a limit on a file of the user's own in which one class comes after the other.
  private static func checkOrder(
    of data: DataSpecification, _ library: DatasetLibrary, into diagnostics: inout DiagnosticList
  ) throws {
    let usersOwn: Set = ["csv", "idx"]
    guard let limit = data.limitTraining, let place = data.limitPlace.range,
      usersOwn.contains(data.dataset.name)
    else { return }
    let labels = try library.dataset(data.dataset).training.labels
    checkOrder(of: labels, limit: limit, at: place, into: &diagnostics)
  }

  /// Warns when the first of some examples have the first of their classes only.
  static func checkOrder(
    of labels: [UInt8], limit: Int, at place: SourceRange, into diagnostics: inout DiagnosticList
  ) {
    let runs = zip(labels, labels.dropFirst()).count { $0 != $1 } + 1
    let classes = Set(labels).count
    guard limit < labels.count, classes > 1, runs == classes else { return }
    let kept = Set(labels.prefix(limit)).count
    diagnostics.report(
      .sortedExamples, at: place,
      "the training file is sorted by class: its first \(limit) examples have "
        + "\(kept) of \(classes) classes",
      hint: "shuffle the lines of the file")
  }

  /// What the used part of a data set is, from its declaration or else from its files.
  static func description(
    of data: DataSpecification, _ library: DatasetLibrary
  ) throws -> DatasetDescription {
    try library.description(
      data.dataset,
      DatasetSelection(
        classes: data.classes, trainingLimit: data.limitTraining, testLimit: data.limitTest))
  }
}

extension DataSpecification {
  /// Where a part of the selection is written.
  fileprivate func place(of part: DatasetSelection.Part) -> Place {
    switch part {
    case .settings: Place()
    case .classes: classesPlace
    case .trainingLimit: limitPlace
    case .testLimit: testLimitPlace
    }
  }
}
