/// Workflow commands that mark the rows of the new table in a pull request.
enum GitHubDiff: DiffFormat {
  static let name = "github"

  static func render(_ comparison: Comparison, _ style: DiffStyle) -> String {
    var text = ""
    for experiment in comparison.experiments {
      switch experiment.presence {
      case .both, .renamed: break
      case .added: continue
      case .removed:
        text += command("error", "\(experiment.name) was removed", nil, 1, "its results are gone")
        continue
      }
      for row in experiment.rows where row.presence == .removed {
        text += command(
          "error", "\(row.label) was removed", experiment.tablePath, 1, "the row is gone")
      }
      for (row, metric, cell) in experiment.cells where row.presence.isMatched {
        guard let level = level(cell.verdict) else { continue }
        let title = "\(row.label): \(metric.metric.name) \(cell.verdict.rawValue)"
        text += command(
          level, title, experiment.tablePath, row.line, CellSentence.text(cell, metric))
      }
    }
    return text
  }

  private static func level(_ verdict: Verdict) -> String? {
    switch verdict {
    case .worse: "error"
    case .notComparable: "warning"
    case .better: "notice"
    case .same, .noEvidence: nil
    }
  }

  private static func command(
    _ level: String, _ title: String, _ file: String?, _ line: Int, _ message: String
  ) -> String {
    let place = file.map { "file=\(property($0)),line=\(line)," } ?? ""
    return "::\(level) \(place)title=\(property(title))::\(escaped(message))\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
