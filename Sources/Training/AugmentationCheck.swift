internal import Catalog
internal import Diagnostics
internal import Engine
internal import Specification

/// Whether a trial's augmentations suit its data.
struct AugmentationCheck {
  let trial: TrialSpecification
  let input: Shape

  init(_ trial: TrialSpecification, input: Shape) {
    self.trial = trial
    self.input = input
  }

  /// - Returns: Whether they do.
  func report(into diagnostics: inout DiagnosticList) -> Bool {
    guard let range = trial.data.augmentPlace.range, let first = trial.data.augment.first else {
      return true
    }
    guard input.isPicture else {
      diagnostics.report(
        .shapeMismatch, at: range,
        "\(first.name) changes pictures, but the examples are vectors of \(input)",
        hint: "remove 'augment'")
      return false
    }
    var fits = true
    for call in trial.data.augment {
      guard let objection = AugmentationRegistry.make(call).objection(to: input) else { continue }
      diagnostics.report(.outOfRange, at: range, "\(call.name): \(objection)")
      fits = false
    }
    return fits
  }
}
