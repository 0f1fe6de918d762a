package import Diagnostics

/// A checked experiment file: its variants with all their trials resolved.
package struct Experiment: Sendable {
  package var file: SourceFile
  package var name: String
  package var title: String
  /// In declared order.
  package var parameters: [String]
  package var variants: [Variant]
  package var select: Selection
  /// Seeds of the search.
  package var seeds: [UInt64]
  /// Seeds with which the selected setting of each variant is trained again; may be empty.
  package var replicate: [UInt64]
  package var report: Report
  package var expectations: [Expectation]
  package var policy: RunPolicy
  /// The declared scales of axes, by name; lists have none.
  package var scales: [String: AxisScale] = [:]

  package init(
    file: SourceFile, name: String, title: String, parameters: [String], variants: [Variant],
    select: Selection, seeds: [UInt64], replicate: [UInt64], report: Report,
    expectations: [Expectation], policy: RunPolicy
  ) {
    self.file = file
    self.name = name
    self.title = title
    self.parameters = parameters
    self.variants = variants
    self.select = select
    self.seeds = seeds
    self.replicate = replicate
    self.report = report
    self.expectations = expectations
    self.policy = policy
  }
}

/// One row of the table: a technique and the settings among which its best is sought.
package struct Variant: Sendable {
  package var name: String
  package var description: String
  /// In the order of the grid: the first axis varies slowest.
  ///
  /// Settings that give the same trial are one candidate, the first. Those of later phases join them
  /// when the records of earlier ones determine them; see `candidates(in:from:)`.
  package var candidates: [Candidate]
  /// Names of the axes that this variant tunes, in declared order; an axis that no trial of the
  /// variant uses is not there.
  package var axes: [String]
  package var range: SourceRange
  /// The variant from whose selected setting this one starts.
  package var after: String?
  /// How many variants come before it, one after the other.
  package var depth = 0
  /// How the search is refined around the best setting.
  package var refine: Refinement?
  /// Settings that later phases may have, resolved to be checked; never trained as such.
  package var previews: [Candidate] = []
  /// What resolves the settings of later phases.
  var expander: VariantExpander?

  package init(
    name: String, description: String, candidates: [Candidate], axes: [String], range: SourceRange
  ) {
    self.name = name
    self.description = description
    self.candidates = candidates
    self.axes = axes
    self.range = range
  }

  /// Everything that has been resolved: what is checked and what data are read for.
  package var resolved: [Candidate] { candidates + previews }
}

/// One setting of a variant: a value for every axis.
package struct Candidate: Sendable {
  /// The phase that determined it.
  package var phase = Phase.search
  /// Values of the axes, in the variant's order, as they are printed; an axis that the trial does
  /// not use is not there, so look values up by name.
  package var assignment: [Assigned]
  /// Values of all parameters that something in the trial uses, in declared order.
  package var parameters: [Assigned]
  /// The trial for the first search seed; other seeds replace `seed` alone.
  package var trial: TrialSpecification
  /// What it was read from, where other settings may start from it.
  var source: CandidateSource?

  package init(assignment: [Assigned], parameters: [Assigned], trial: TrialSpecification) {
    self.assignment = assignment
    self.parameters = parameters
    self.trial = trial
  }

  /// The trial for a seed.
  package func trial(seed: UInt64) -> TrialSpecification {
    var copy = trial
    copy.seed = seed
    return copy
  }
}

/// Further rounds of a search around its best value.
package struct Refinement: Hashable, Sendable {
  package var axis: String
  package var rounds: Int
  /// The number of values in a round.
  package var count: Int
  /// By how much each round's range is narrower than the one before.
  package var shrink: Double

  package init(axis: String, rounds: Int, count: Int, shrink: Double) {
    self.axis = axis
    self.rounds = rounds
    self.count = count
    self.shrink = shrink
  }
}

/// A parameter or axis with its value as text: numbers in their shortest form.
package struct Assigned: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// How the setting that becomes a variant's row is chosen.
package struct Selection: Hashable, Sendable {
  package enum Moment: String, Hashable, Sendable, CaseIterable {
    /// The value after the last epoch.
    case last
    /// The best value of any epoch.
    case best
  }

  package var metric: Metric
  package var goal: Goal
  package var at: Moment

  package init(metric: Metric, goal: Goal, at: Moment = .last) {
    self.metric = metric
    self.goal = goal
    self.at = at
  }
}

/// What a run measures and does beside training; never part of a trial's identity.
package struct RunPolicy: Hashable, Sendable {
  package enum TrainEvaluation: String, Hashable, Sendable, CaseIterable {
    case last
    case everyEpoch = "every_epoch"
  }

  package enum Divergence: String, Hashable, Sendable, CaseIterable {
    case `continue`
    case fail
  }

  package enum Keep: String, Hashable, Sendable, CaseIterable {
    case none
    case selected
    case all
  }

  package var evaluateTrain: TrainEvaluation
  package var onDivergence: Divergence
  package var keep: Keep
  /// Epochs from one saved state of a training to the next; `nil`: none is saved.
  package var checkpoint: Int?
  /// Whether the sealed side has the predicted class of every test example.
  package var predictedClasses = false

  package init(
    evaluateTrain: TrainEvaluation = .last, onDivergence: Divergence = .continue,
    keep: Keep = .none, checkpoint: Int? = nil
  ) {
    self.evaluateTrain = evaluateTrain
    self.onDivergence = onDivergence
    self.keep = keep
    self.checkpoint = checkpoint
  }
}

/// What the table and the plots show.
package struct Report: Sendable {
  /// A column of the table.
  package struct Column: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
      case description
      /// The chosen axis values in one cell.
      case tuned
      case parameter(String)
      case metric(Metric)
      /// The number of seeds behind a row.
      case count
      /// The score by which the setting was selected.
      case selectionScore
    }

    package enum Style: String, Hashable, Sendable, CaseIterable {
      case fraction
      case percent
    }

    package var content: Content
    package var heading: String
    package var style: Style
    /// Digits after the decimal point; `nil`: as is usual for the content.
    package var digits: Int?

    package init(_ content: Content, heading: String, style: Style = .fraction, digits: Int? = nil)
    {
      self.content = content
      self.heading = heading
      self.style = style
      self.digits = digits
    }
  }

  /// A figure: metrics against the epoch.
  package struct Plot: Hashable, Sendable {
    package enum Abscissa: Hashable, Sendable {
      case epoch
      /// A tuned axis, by name.
      case axis(String)
    }

    package enum Arrangement: String, Hashable, Sendable, CaseIterable {
      /// One panel with a curve for each variant and metric.
      case none
      /// One panel for each variant.
      case variant
      /// One panel for each metric.
      case metric
    }

    package var metrics: [Metric]
    package var abscissa: Abscissa
    package var panels: Arrangement
    /// The file's name without extension.
    package var name: String
    package var title: String

    package init(
      metrics: [Metric], abscissa: Abscissa, panels: Arrangement, name: String, title: String
    ) {
      self.metrics = metrics
      self.abscissa = abscissa
      self.panels = panels
      self.name = name
      self.title = title
    }
  }

  /// The head of the first column.
  package var heading: String
  package var columns: [Column]
  package var plots: [Plot]
  /// Whether the results say which test examples each row has right.
  package var predictions: Bool
  /// Whether the results say which classes are taken for which.
  package var confusion: Bool

  package init(
    heading: String, columns: [Column], plots: [Plot], predictions: Bool = false,
    confusion: Bool = false
  ) {
    self.heading = heading
    self.columns = columns
    self.plots = plots
    self.predictions = predictions
    self.confusion = confusion
  }
}

/// A gate: a bound on a metric of one variant's row, or of all rows.
package struct Expectation: Sendable {
  package enum Bound: Sendable, Hashable {
    case number(Double)
    /// Another variant's value of the same metric, shifted.
    case variant(String, plus: Double)
  }

  package enum Scope: String, Hashable, Sendable, CaseIterable {
    case mean
    case everySeed = "every_seed"
  }

  /// `nil`: every variant.
  package var variant: String?
  package var metric: Metric
  package var atLeast: Bound?
  package var atMost: Bound?
  package var over: Scope
  package var range: SourceRange

  package init(
    variant: String?, metric: Metric, atLeast: Bound?, atMost: Bound?, over: Scope,
    range: SourceRange
  ) {
    self.variant = variant
    self.metric = metric
    self.atLeast = atLeast
    self.atMost = atMost
    self.over = over
    self.range = range
  }
}
