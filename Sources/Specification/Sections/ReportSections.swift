package import Catalog

/// The keys of the `report` section.
package enum ReportKeys {
  package static let heading = Setting<String>(
    "heading", .text, default: "Variant", help: "The head of the table's first column.")
  package static let predictions = Setting<Bool>(
    "predictions", default: false,
    help: "Whether predictions.csv says which test examples each row has right.")

  package static let confusion = Setting<Bool>(
    "confusion", default: false,
    help: "Whether confusion.csv, classes.csv and a figure say which classes are taken for which.")

  package static let value = Setting<String>("value", .text, help: "What the column shows.")
  package static let columnHeading = Setting<String>(
    "heading", .text, isOptional: true, help: "The column's head.")
  package static let style = Setting<Report.Column.Style>(
    oneOf: "as", default: .fraction, help: "How accuracies are written.")
  package static let digits = Setting<Int>(
    "digits", in: IntegerRange(lower: 0, upper: 12), isOptional: true,
    help: "Digits after the decimal point.")
  package static let column = Section(
    "report.columns[]", title: "a column",
    summary: "The columns of the table, after the variant's name.",
    keys: [Key(value), Key(columnHeading), Key(style), Key(digits)])

  package static let by = Setting<String>(
    "by", .text, default: "epoch", help: "What runs along the x axis: `epoch` or a tuned axis.")
  package static let panels = Setting<Report.Plot.Arrangement>(
    oneOf: "panels", default: Report.Plot.Arrangement.none,
    help: "How curves are divided into panels.")
  package static let name = Setting<String>(
    "name", .text, isOptional: true, help: "The figure's file name, without extension.")
  package static let title = Setting<String>(
    "title", .text, isOptional: true, help: "The figure's title.")
  package static let plot = Section(
    "report.plots[]", title: "a figure", summary: "The figures.",
    keys: [
      Key(
        "metric", structure: "a metric or a list of metrics", isRequired: true,
        help: "What is plotted."),
      Key(by), Key(panels), Key(name), Key(title),
    ])

  package static let section = Section(
    "report", summary: "What the table and the figures show.",
    keys: [
      Key(heading),
      Key(
        "columns", structure: "a list of columns", help: "The columns after the variant's name."),
      Key("plots", listOf: plot), Key(predictions), Key(confusion),
    ])
}

/// The keys of a rule of `expect`.
package enum ExpectationKeys {
  package static let variant = Setting<String>(
    "variant", .text, isOptional: true, help: "The variant that is held to it; without it, all.")
  package static let metric = Setting<String>("metric", .text, help: "The metric that is bounded.")
  package static let over = Setting<Expectation.Scope>(
    oneOf: "over", default: .mean, help: "Whether the mean is bounded or every seed's value.")
  package static let other = Setting<String>(
    "variant", .text, help: "The variant whose value is the bound.")
  package static let plus = Setting<Double>(
    "plus", in: .all, isOptional: true, help: "What is added to that value.")
  package static let minus = Setting<Double>(
    "minus", in: .all, isOptional: true, help: "What is subtracted from that value.")

  package static let bound = Section(
    "expect[].at_least", title: "a bound", summary: "A bound relative to another variant.",
    keys: [Key(other), Key(plus), Key(minus)])

  package static let section = Section(
    "expect[]", title: "a rule", summary: "Gates: `run` and `verify` exit with 1 when one fails.",
    keys: [
      Key(variant), Key(metric),
      Key(
        "at_least", structure: "a number or a mapping with variant, plus and minus",
        help: "The smallest value that passes."),
      Key(
        "at_most", structure: "a number or a mapping with variant, plus and minus",
        help: "The largest value that passes."),
      Key(over),
    ])
}

/// The keys of the whole file.
package enum ExperimentKeys {
  package static let name = Setting<String>(
    "name", .text,
    help: "Lower-case letters, digits and hyphens; names the results folder.")
  package static let title = Setting<String>(
    "title", .text, isOptional: true, help: "The head of the tables.")
  package static let extends = Setting<String>(
    "extends", .text, isOptional: true, help: "A file from which this one starts.")
}

extension Section {
  /// The whole file.
  package static let experiment = Section(
    "", title: "an experiment file", summary: "An experiment.",
    keys: [
      Key(ExperimentKeys.name), Key(ExperimentKeys.title), Key(ExperimentKeys.extends),
      Key("data", DataKeys.section, isRequired: true),
      Key(
        "parameters", structure: "a mapping of names to defaults",
        help: "Every value that a sweep may vary, with its default."),
      Key(
        "network", structure: "a list of layers", isRequired: true,
        help: "The layers, each a name or a name with settings."),
      Key("training", TrainingKeys.section, isRequired: true),
      Key("sweep", SweepKeys.section), Key("report", ReportKeys.section),
      Key("expect", listOf: ExpectationKeys.section),
    ])
}
