internal import Diagnostics
internal import YAMLReader

/// An axis of a variant, and whether any of the variant's settings depends on it.
struct AxisUse {
  var axis: String
  var axisRange: SourceRange
  var variant: String
  var isUsed: Bool
}

extension ExperimentReading {
  /// Finds out which axes of a variant its settings depend on.
  ///
  /// - Parameters:
  ///   - draft: The variant.
  ///   - used: The parameters that the variant's settings use.
  /// - Returns: One for each axis; dotted keys always lead to a value of the trial.
  func axisUses(in draft: VariantDraft, used: Set<String>) -> [AxisUse] {
    let names = parameters.map(\.name)
    return draft.groups.axes.map { axis in
      AxisUse(
        axis: axis.name, axisRange: axis.nameRange, variant: draft.name,
        isUsed: used.contains(axis.name) || !names.contains(axis.name))
    }
  }

  /// Warns of axes on which nothing depends in any variant that has them.
  ///
  /// An axis that all variants have in common may mean nothing to some of them. After a mistake it
  /// is not known what a setting would have used.
  mutating func warnOfIdleAxes(_ uses: [AxisUse]) {
    guard !decoder.diagnostics.hasErrors else { return }
    for use in uses where !uses.contains(where: { $0.axisRange == use.axisRange && $0.isUsed }) {
      decoder.diagnostics.report(
        .singleValueAxis, at: use.axisRange,
        "'\(use.axis)' does nothing in variant '\(use.variant)'",
        hint: "write '$\(use.axis)' where its value belongs, or delete the axis")
    }
  }
}
