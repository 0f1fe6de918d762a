internal import Specification
internal import Statistics

/// For programs: everything, with full precision.
enum JSONDiff: DiffFormat {
  static let name = "json"
  private static let version = 1

  static func render(_ comparison: Comparison, _ style: DiffStyle) -> String {
    let value: JSONValue = [
      "format": "ablate-diff", "version": .integer(version), "a": .text(comparison.labelA),
      "b": .text(comparison.labelB), "level": .number(comparison.rules.level),
      "counts": .object(
        Verdict.allCases.map {
          JSONValue.Member(key($0), .integer(comparison.counts[$0] ?? 0))
        }),
      "experiments": .list(comparison.experiments.map(experiment)),
    ]
    return value.text() + "\n"
  }

  private static func key(_ verdict: Verdict) -> String {
    verdict.rawValue.replacing(" ", with: "_")
  }

  private static func experiment(_ experiment: ExperimentComparison) -> JSONValue {
    [
      "name": .text(experiment.name), "presence": .text(experiment.presence.word),
      "metrics": .list(
        experiment.metrics.map { metric in
          [
            "name": .text(metric.metric.name), "goal": .text(metric.metric.goal.rawValue),
            "presence": .text(metric.presence.word), "was": optional(metric.presence.oldName),
          ]
        }),
      "column_changes": .list(experiment.columnChanges.map { .text($0) }),
      "notes": .list(experiment.notes.map { .text($0) }),
      "rows": .list(experiment.rows.map { row($0, experiment.metrics) }),
    ]
  }

  private static func row(_ row: RowComparison, _ metrics: [MetricComparison]) -> JSONValue {
    [
      "name": .text(row.label), "presence": .text(row.presence.word),
      "was": optional(row.presence.oldName),
      "settings": .list(
        row.settings.map { ["name": .text($0.name), "a": .text($0.a), "b": .text($0.b)] }),
      "cells": .list(
        zip(metrics, row.cells).compactMap { metric, content in
          content.map { cell($0, metric.metric.name) }
        }),
    ]
  }

  private static func cell(_ cell: CellComparison, _ metric: String) -> JSONValue {
    let result = cell.evidence.result
    var members: [JSONValue.Member] = [
      .init("metric", .text(metric)), .init("a", side(cell.a)), .init("b", side(cell.b)),
      .init("difference", optional(cell.difference)),
      .init(
        "interval",
        result?.interval.map { .list([.number($0.lowerBound), .number($0.upperBound)]) } ?? .null),
      .init("p", optional(result?.pValue)), .init("p_corrected", optional(cell.adjustedPValue)),
      .init("evidence", .text(cell.evidence.word)),
    ]
    switch cell.evidence {
    case .none, .tolerance: break
    case .test(_, _, let seeds): members.append(.init("samples", .text(seeds)))
    case .examples(let test):
      members += [
        .init("examples", .integer(test.count)), .init("gained", .integer(test.gained)),
        .init("lost", .integer(test.lost)),
      ]
    }
    members += [
      .init("verdict", .text(key(cell.verdict))), .init("remark", optional(cell.remark)),
    ]
    return .object(members)
  }

  private static func side(_ side: CellComparison.Side?) -> JSONValue {
    guard let side else { return .null }
    return [
      "mean": .number(side.mean), "half_width": optional(side.halfWidth), "n": .integer(side.count),
    ]
  }

  private static func optional(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }

  private static func optional(_ number: Double?) -> JSONValue {
    number.flatMap { $0.isFinite ? .number($0) : nil } ?? .null
  }
}

extension Evidence {
  /// As formats for programs call it.
  var word: String {
    switch self {
    case .none: "none"
    case .test(let test, _, _): test.rawValue
    case .examples: "McNemar"
    case .tolerance(let amount): "tolerance \(amount)"
    }
  }
}
