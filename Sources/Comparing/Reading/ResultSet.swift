package import Specification

/// The results of one experiment, or of one file, as one side of a comparison.
package struct ResultSet: Sendable {
  /// The folder's name; empty for a file.
  package var name: String
  /// The table's path on disk, for annotations; `nil` inside a commit.
  package var tablePath: String?
  /// Heads of the columns that name a row.
  package var keyNames: [String]
  package var metrics: [ComparedMetric]
  /// Heads of the other columns: settings and descriptions.
  package var attributeNames: [String]
  package var rows: [ResultRow]
  /// Sentences that a reader must know, such as a column that was not understood.
  package var notes: [String]
  /// Where the curves are, if they are anywhere.
  package var curves: CurveSource?
  package var lock = LockState.none
  /// The file of another program, whose columns of texts may be meant as numbers.
  var document: CSVDocument?

  package init(
    name: String = "", tablePath: String? = nil, keyNames: [String],
    metrics: [ComparedMetric] = [], attributeNames: [String] = [], rows: [ResultRow] = [],
    notes: [String] = [], curves: CurveSource? = nil
  ) {
    self.name = name
    self.tablePath = tablePath
    self.keyNames = keyNames
    self.metrics = metrics
    self.attributeNames = attributeNames
    self.rows = rows
    self.notes = notes
    self.curves = curves
  }
}

extension ResultSet {
  /// The same rows named by other columns; those that are not there are empty.
  func keyed(by names: [String]) -> ResultSet {
    if names == keyNames { return self }
    let places = names.map(keyNames.firstIndex)
    var copy = self
    copy.keyNames = names
    for index in copy.rows.indices {
      let key = rows[index].key
      copy.rows[index].key = places.map { place in place.map { key[$0] } ?? "" }
    }
    return copy
  }
}

/// A column of numbers and which direction of it is better.
package struct ComparedMetric: Hashable, Sendable {
  package var name: String
  package var goal: Goal

  package init(_ name: String, _ goal: Goal) {
    self.name = name
    self.goal = goal
  }
}

/// One row: what names it and what was measured.
package struct ResultRow: Sendable {
  /// One for each key column.
  package var key: [String]
  /// The line in the table, from 1.
  package var line: Int
  /// One for each attribute.
  package var attributes: [String]
  /// The trainings behind the row; empty when only a summary is known.
  package var trials: [ResultTrial]
  /// One for each metric.
  package var cells: [ResultCell]
  /// Which examples of the test set were right, by seed.
  package var predictions: [String: Predictions] = [:]
  /// What its trials were measured with, where a lock says so.
  package var yardstick: Yardstick?

  package init(
    key: [String], line: Int, attributes: [String] = [], trials: [ResultTrial] = [],
    cells: [ResultCell] = []
  ) {
    self.key = key
    self.line = line
    self.attributes = attributes
    self.trials = trials
    self.cells = cells
  }
}

/// What decides whether two trainings can be compared at all.
package struct Yardstick: Hashable, Sendable {
  /// How numbers were computed; `nil` where the trials differ in it or nothing says.
  package var tier: String?
  /// The start of a digest of the test examples; `nil` where nothing says.
  package var testSet: String?
  /// How many test examples there are.
  package var count: Int

  package init(tier: String?, testSet: String?, count: Int) {
    (self.tier, self.testSet, self.count) = (tier, testSet, count)
  }
}

/// One training behind a row.
package struct ResultTrial: Hashable, Sendable {
  /// As written; empty when the file has no seeds.
  package var seed: String
  /// The trial's identity; empty when the file has none.
  package var id: String
  /// `finished` or what became of it; empty when the file does not say.
  package var state: String

  package init(seed: String, id: String = "", state: String = "") {
    self.seed = seed
    self.id = id
    self.state = state
  }
}

/// What a row says about one metric.
package enum ResultCell: Hashable, Sendable {
  /// One value for each trial, `nil` where there is none, and what a table beside them prints.
  case values([Double?], printed: PrintedSummary? = nil)
  /// Mean, interval and count alone, as a table has them; the count as written.
  case summary(mean: Double, halfWidth: Double?, count: String)
  case absent
}

/// A mean with half its interval, rounded as a table prints them.
package struct PrintedSummary: Hashable, Sendable {
  package var mean: Double
  package var halfWidth: Double?

  package init(mean: Double, halfWidth: Double? = nil) {
    self.mean = mean
    self.halfWidth = halfWidth
  }
}

/// The correctness bits of one trained model.
package struct Predictions: Hashable, Sendable {
  package var tier: String
  /// A digest of the test examples.
  package var testSet: String
  package var count: Int
  /// Least significant bit first.
  package var correct: [UInt8]

  /// The share of examples that were right.
  package var accuracy: Double {
    Double(correct.reduce(0) { $0 + $1.nonzeroBitCount }) / Double(max(1, count))
  }

  /// How many examples only the other has right, and how many only this one.
  package func change(to other: Predictions) -> (gained: Int, lost: Int) {
    zip(correct, other.correct).reduce(into: (0, 0)) { result, pair in
      result.0 += (~pair.0 & pair.1).nonzeroBitCount
      result.1 += (pair.0 & ~pair.1).nonzeroBitCount
    }
  }
}
