package import Catalog

/// The keys that declare axes, in `sweep` and in a variant.
package enum AxisKeys {
  package static let count = Setting<Int>(
    "count", in: IntegerRange(lower: 2, upper: 10_000), help: "The number of values.")
  package static let linear = Setting<[Double]>(
    "linear", .numbers(count: 2, .all), isOptional: true,
    help: "First and last of evenly spaced values.")
  package static let log = Setting<[Double]>(
    "log", .numbers(count: 2, .positive), isOptional: true,
    help: "First and last of values with a constant ratio.")

  /// An axis that is a range.
  package static let range = Section(
    "sweep.grid.AXIS", title: "a range of values", summary: "Values from a first to a last one.",
    keys: [Key(linear), Key(log), Key(count)])

  package static let samples = Setting<Int>(
    "samples", in: IntegerRange(lower: 1, upper: 10_000), help: "The number of settings.")
  package static let seed = Setting<Int>(
    "seed", in: .nonNegative, default: 0,
    help: "Seed of the sample; a value depends on it, the axis and its number alone.")

  /// Settings that are drawn at random.
  package static let random = Section(
    "sweep.random", title: "'random'",
    summary: "One joint random sample; more samples only add settings.",
    keys: [
      Key(samples), Key(seed),
      Key(
        "over", structure: "a mapping of axes to what is drawn", isRequired: true,
        help: "The axes, each with what its values are drawn from."),
    ])

  package static let uniform = Setting<[Double]>(
    "uniform", .numbers(count: 2, .all), isOptional: true,
    help: "Least and largest of evenly distributed values.")
  package static let logUniform = Setting<[Double]>(
    "log_uniform", .numbers(count: 2, .positive), isOptional: true,
    help: "Least and largest of values whose logarithm is evenly distributed.")

  /// What the values of one axis are drawn from.
  package static let distribution = Section(
    "sweep.random.over.AXIS", title: "a random axis",
    summary: "What the values of an axis are drawn from.",
    keys: [
      Key(uniform), Key(logUniform),
      Key("choice", structure: "a list of values", help: "Values that are equally likely."),
    ])

  package static let refinedAxis = Setting<String>(
    "axis", .text, help: "The axis; its values are numbers.")
  package static let rounds = Setting<Int>(
    "rounds", in: IntegerRange(lower: 1, upper: 100), default: 1, help: "The number of rounds.")
  package static let roundCount = Setting<Int>(
    "count", in: IntegerRange(lower: 2, upper: 1_000), help: "The number of values in a round.")
  package static let shrink = Setting<Double>(
    "shrink",
    in: NumberRange(lower: 0, includesLower: false, upper: 1, includesUpper: false), default: 0.5,
    help: "By how much the range of a round is narrower than that of the round before.")

  /// Rounds around the best value of an axis.
  package static let refine = Section(
    "sweep.refine", title: "'refine'",
    summary: "Further rounds of the search around the best value of an axis.",
    keys: [Key(refinedAxis), Key(rounds), Key(roundCount), Key(shrink)])

  static let keys = [
    Key(
      "grid", structure: "a mapping of axes to their values",
      help: "Axes of which every combination is tried; the first varies slowest."),
    Key(
      "zip", structure: "a mapping of axes to lists of one length",
      help: "Axes that move together."),
    Key("random", random),
    Key("refine", refine),
  ]
}

/// The keys of a variant.
package enum VariantKeys {
  package static let name = Setting<String>("name", .text, help: "The name of the table's row.")
  package static let description = Setting<String>(
    "description", .text, default: "", help: "One line for the table.")
  package static let after = Setting<String>(
    "after", .text, isOptional: true, help: "The variant from whose selected setting it starts.")

  package static let section = Section(
    "sweep.variants[]", title: "a variant", summary: "The rows of the table.",
    keys: [
      Key(name), Key(description),
      Key(
        "parameters", structure: "a mapping of parameters to values",
        help: "Values of parameters in this variant."),
    ] + AxisKeys.keys + [
      Key("data", structure: "a mapping", help: "Keys of `data` that this variant replaces."),
      Key("training", structure: "a mapping", help: "Keys of `training` that it replaces."),
      Key("network", structure: "a list of layers", help: "A network instead of the common one."),
      Key(after),
    ])
}

/// The keys of the `sweep` section.
package enum SweepKeys {
  package static let metric = Setting<String>(
    "metric", .choice(Metric.all.filter { $0.part != .test }.map(\.name)), isOptional: true,
    help: "The metric by which settings are compared.")
  package static let goal = Setting<Goal>(
    oneOf: "goal", isOptional: true, help: "Whether more or less is better.")
  package static let at = Setting<Selection.Moment>(
    oneOf: "at", default: .last, help: "Whether the last epoch counts or the best one.")
  package static let select = Section(
    "sweep.select", summary: "How the setting that becomes a variant's row is chosen.",
    keys: [Key(metric), Key(goal), Key(at)])

  package static let section = Section(
    "sweep", summary: "What is varied and compared.",
    keys: AxisKeys.keys + [
      Key("select", select),
      Key(
        "seeds", structure: "a list of seeds or their number",
        help: "Each setting is trained with each of these; selection uses the mean."),
      Key(
        "replicate", structure: "a list of seeds or their number",
        help: "Seeds with which the selected setting is trained again for the table."),
      Key("variants", listOf: VariantKeys.section),
    ])
}
