internal import Catalog
internal import Digests
internal import Guarding

extension Experiment {
  /// SHA-256 over everything in the file that determines tables, figures and gates.
  package var digest: String {
    SHA256.hexadecimal(of: canonicalValue.json)
  }

  private var canonicalValue: CanonicalValue {
    .object([
      "name": .text(name), "title": .text(title),
      "parameters": .list(parameters.map { .text($0) }),
      "variants": .list(variants.map(\.canonicalValue)),
      "select": .list([
        .text(select.metric.name), .text(select.goal.rawValue), .text(select.at.rawValue),
      ]),
      "seeds": .list(seeds.map { .text(String($0)) }),
      "replicate": .list(replicate.map { .text(String($0)) }),
      "report": report.canonicalValue, "expect": .list(expectations.map(\.canonicalValue)),
      "evaluate_train": .text(policy.evaluateTrain.rawValue),
      "on_divergence": .text(policy.onDivergence.rawValue),
    ])
  }
}

extension Variant {
  fileprivate var canonicalValue: CanonicalValue {
    // Settings that records determine are no part of the file.
    CanonicalValue(present: [
      "name": .text(name), "description": .text(description),
      "axes": .list(axes.map { .text($0) }),
      "candidates": .list(
        candidates.filter { $0.phase == .search }.concurrentMap {
          .written($0.canonicalValue.bytes)
        }),
      "after": after.map { .text($0) }, "refine": refine?.canonicalValue,
      "previews": previews.isEmpty ? nil : .list(previews.map(\.canonicalValue)),
    ])
  }
}

extension Candidate {
  fileprivate var canonicalValue: CanonicalValue {
    CanonicalValue(present: [
      "assignment": CanonicalValue(assignment), "parameters": CanonicalValue(parameters),
      "trial": trial.canonicalValue,
      "tier": trial.training.numerics == .pinned ? nil : .text(trial.training.numerics.rawValue),
    ])
  }
}

extension Refinement {
  fileprivate var canonicalValue: CanonicalValue {
    .object([
      "axis": .text(axis), "rounds": .integer(rounds), "count": .integer(count),
      "shrink": .number(shrink),
    ])
  }
}

extension Report {
  fileprivate var canonicalValue: CanonicalValue {
    CanonicalValue(present: [
      "heading": .text(heading), "columns": .list(columns.map(\.canonicalValue)),
      "plots": .list(plots.map(\.canonicalValue)),
      "predictions": predictions ? .boolean(true) : nil,
      "confusion": confusion ? .boolean(true) : nil,
    ])
  }
}

extension Report.Column {
  fileprivate var canonicalValue: CanonicalValue {
    let value: CanonicalValue =
      switch content {
      case .description: .text("description")
      case .tuned: .text("tuned")
      case .parameter(let name): .object(["parameter": .text(name)])
      case .metric(let metric): .object(["metric": .text(metric.name)])
      case .count: .text("n")
      case .selectionScore: .text("selection_score")
      }
    return CanonicalValue(present: [
      "value": value, "heading": .text(heading), "as": .text(style.rawValue),
      "digits": digits.map { .integer($0) },
    ])
  }
}

extension Report.Plot {
  fileprivate var canonicalValue: CanonicalValue {
    let by: CanonicalValue? =
      switch abscissa {
      case .epoch: nil
      case .axis(let axis): .text(axis)
      }
    return CanonicalValue(present: [
      "metrics": .list(metrics.map { .text($0.name) }), "by": by, "panels": .text(panels.rawValue),
      "name": .text(name), "title": .text(title),
    ])
  }
}

extension Expectation {
  fileprivate var canonicalValue: CanonicalValue {
    CanonicalValue(present: [
      "variant": variant.map { .text($0) }, "metric": .text(metric.name),
      "at_least": atLeast?.canonicalValue, "at_most": atMost?.canonicalValue,
      "over": .text(over.rawValue),
    ])
  }
}

extension Expectation.Bound {
  fileprivate var canonicalValue: CanonicalValue {
    switch self {
    case .number(let number): .number(number)
    case .variant(let name, let plus): .object(["variant": .text(name), "plus": .number(plus)])
    }
  }
}
