package import Records
package import Specification

/// `results.lock`: what stands behind the files of a results folder.
///
/// It has enough of each trial to render all tables, lists and figures again without the store, and
/// the digest of each record, so that the store or a second training can be compared with it.
package struct ResultLock: Sendable, Hashable {
  package static let fileName = "results.lock"
  static let formatName = "ablate-lock"
  static let version = 1

  /// What the results were made from, beside the trials.
  package struct Origin: Sendable, Hashable {
    /// The experiment's name.
    package var name: String
    /// The last component of the experiment file's path.
    package var file: String
    /// The digest of everything in the file that determines results.
    package var experimentDigest: String
    /// The version of the engine's arithmetic.
    package var numericsVersion: Int
    /// The values of `--set`, in the order given.
    package var overrides: [String]
    /// The variants of `--only`, in the order given.
    package var only: [String]
    /// In the order of their first use.
    package var data: [Data]
    /// What differs between the machines of the shards, where that was allowed; else empty.
    package var mixture: [String]

    package init(
      name: String, file: String, experimentDigest: String, numericsVersion: Int,
      overrides: [String] = [], only: [String] = [], data: [Data], mixture: [String] = []
    ) {
      self.name = name
      self.file = file
      self.experimentDigest = experimentDigest
      self.numericsVersion = numericsVersion
      self.overrides = overrides
      self.only = only
      self.data = data
      self.mixture = mixture
    }
  }

  /// The part of a data set that trials use.
  package struct Data: Sendable, Hashable {
    /// The data set's name.
    package var name: String
    /// The digest of what is declared: `DataSpecification.selectionDigest`.
    package var selection: String
    /// The digest of the examples.
    package var digest: String
    /// The test examples; a comparison asks whether they are the same.
    package var testSet: TestSet?

    package init(name: String, selection: String, digest: String, testSet: TestSet? = nil) {
      self.name = name
      self.selection = selection
      self.digest = digest
      self.testSet = testSet
    }
  }

  /// A trial of the experiment.
  package struct Trial: Sendable, Hashable {
    /// How much of its curves the results need.
    package enum Content: Sendable, Hashable {
      /// The curves of a trial behind a row, with those of the test set.
      case curves([Metric: Curve], test: [Metric: Curve])
      /// The metrics of any other trial after the epoch that counts.
      case values(epoch: Int, [Metric: Double?])
    }

    package var id: String
    package var seed: UInt64
    /// The `Data.selection` of what it was trained on; `nil` where all trials have the same.
    package var data: String?
    package var state: TrialState
    package var tier: String
    package var blasCore: String
    package var parameterCount: Int
    /// The epoch, from 1, whose weights early stopping restored.
    package var restoredEpoch: Int?
    /// Whether the test-set side has the predicted class of each example.
    package var hasPredictedClasses = false
    /// `nil` for a trial that failed, of which no record is kept.
    package var recordDigest: String?
    package var sealedDigest: String?
    /// The digest of which test examples were right, where the seal was opened.
    package var correctDigest: String?
    /// The number of test examples by actual, then predicted class, where they are reported.
    package var confusion: [[Int]]?
    package var content: Content

    /// Whether its test metrics were looked at.
    package var isOpened: Bool {
      switch content {
      case .curves: sealedDigest != nil
      case .values: false
      }
    }
  }

  package var origin: Origin
  /// Whether every trial that the experiment asks for ended without a failure.
  package var isComplete: Bool
  /// Each trial once, in declared order.
  package var trials: [Trial]

  package init(origin: Origin, isComplete: Bool, trials: [Trial]) {
    self.origin = origin
    self.isComplete = isComplete
    self.trials = trials
  }

  /// How many trials' test metrics were looked at.
  package var openedCount: Int { trials.count(where: \.isOpened) }
}
