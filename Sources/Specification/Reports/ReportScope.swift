internal import Diagnostics

/// What a report, a selection and gates can refer to.
struct ReportScope {
  let variants: [Variant]
  let parameters: [String]

  /// The declared axes of any variant.
  let axes: Set<String>

  /// Whether the variants could be resolved; otherwise nothing is known of metrics and axes.
  let isResolved: Bool

  /// Whether a validation part is asked for at a wrong place or by a misspelled key.
  let isValidationMistaken: Bool

  let variantsRange: SourceRange?
  let dataRange: SourceRange?

  /// A variant without a validation part, if there is one.
  var variantWithoutValidation: Variant? {
    if isValidationMistaken { return nil }
    return variants.first { variant in
      variant.resolved.contains { $0.trial.data.validation == .none }
    }
  }

  /// Whether any trial has a validation part.
  var hasValidation: Bool {
    variants.contains { variant in
      variant.resolved.contains { $0.trial.data.validation != .none }
    }
  }

  /// Whether there is something to select.
  var hasChoice: Bool { variants.contains { $0.resolved.count > 1 } }

  /// Whether a metric is measured for any variant.
  func measures(_ metric: Metric) -> Bool {
    metric.part != .validation || hasValidation || !isResolved || isValidationMistaken
  }

  /// Points at the section that lacks a validation part.
  var dataNote: [Diagnostic.Note] {
    dataRange.map { [.init("the data are declared here", at: $0)] } ?? []
  }

  /// Points at the list of variants.
  var variantsNote: [Diagnostic.Note] {
    variantsRange.map { [.init("variants are declared here", at: $0)] } ?? []
  }
}
