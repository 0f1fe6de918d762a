internal import Selecting
internal import Digests
internal import Guarding
internal import Records
internal import Specification

extension ResultLock {
  /// The file: JSON with fixed keys, numbers that read back as the same bits, one trial a line, and
  /// a checksum over all of it at the end.
  ///
  /// - Parameter results: The results; they give the rows, which say what stands behind each cell.
  /// - Returns: The whole text.
  package func text(_ results: Results) -> String {
    var text = "{\n"
    func add(_ key: String, _ value: String) { text += "\(JSONText.string(key)):\(value),\n" }
    func add(_ key: String, lines: [String]) {
      add(key, lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n]")
    }
    add("format", JSONText.string(Self.formatName))
    add("version", "\(Self.version)")
    add(
      "experiment",
      JSONText.object([
        ("name", JSONText.string(origin.name)), ("file", JSONText.string(origin.file)),
        ("digest", JSONText.string(origin.experimentDigest)),
      ]))
    if !origin.overrides.isEmpty { add("set", Self.strings(origin.overrides)) }
    if !origin.only.isEmpty { add("only", Self.strings(origin.only)) }
    add("numerics", "\(origin.numericsVersion)")
    add("status", isComplete ? "\"complete\"" : "\"incomplete\"")
    if !origin.mixture.isEmpty { add("mixed", lines: origin.mixture.map(JSONText.string)) }
    add("seals_opened", "\(openedCount)")
    add("data", lines: origin.data.map(\.text))
    add("rows", lines: results.experiment.variants.indices.map { Self.row($0, results) })
    add("trials", lines: trials.concurrentMap(\.text))
    return text + Self.ending(SHA256.hexadecimal(of: text))
  }

  /// The last lines, with the checksum of those before.
  static func ending(_ digest: String) -> String { "\"sha256\":\"\(digest)\"\n}\n" }

  private static func strings(_ texts: some Sequence<String>) -> String {
    JSONText.array(texts.map(JSONText.string))
  }

  /// A row of the table with the trials behind it and their values in each of its columns.
  private static func row(_ variant: Int, _ results: Results) -> String {
    let declaration = results.experiment.variants[variant]
    var fields = [("variant", JSONText.string(declaration.name))]
    guard let winner = results.selections[variant].winner else { return JSONText.object(fields) }
    let setting = declaration.candidates[winner.candidate].assignment
    let trials = results.reportedTrials(of: variant)
    fields.append(
      ("setting", JSONText.object(setting.map { ($0.name, JSONText.string($0.value)) })))
    fields.append(("selection_score", JSONText.number(winner.score)))
    fields.append(("selected_by", strings(winner.searchTrials.map(\.id))))
    fields.append(("trials", strings(trials.map(\.id))))
    fields.append(("seeds", JSONText.array(trials.map { "\($0.seed)" })))
    var known: Set<Metric> = []
    let metrics = results.experiment.report.columns.compactMap(\.metric)
      .filter { known.insert($0).inserted }
    let values = metrics.map { metric in
      let raw = trials.map { results.value(metric, of: $0.id).map(JSONText.number) ?? "null" }
      return (metric.name, JSONText.array(raw))
    }
    fields.append(("values", JSONText.object(values)))
    return JSONText.object(fields)
  }
}

extension Report.Column {
  /// The metric that it shows, or `nil`.
  fileprivate var metric: Metric? {
    switch content {
    case .metric(let metric): metric
    case .description, .tuned, .parameter, .count, .selectionScore: nil
    }
  }
}

extension ResultLock.Data {
  fileprivate var text: String {
    var fields = [
      ("name", JSONText.string(name)), ("selection", JSONText.string(selection)),
      ("digest", JSONText.string(digest)),
    ]
    if let testSet {
      fields.append(("test_set", JSONText.string(testSet.digest)))
      fields.append(("test_examples", "\(testSet.count)"))
      if !testSet.classNames.isEmpty {
        fields.append(("classes", JSONText.array(testSet.classNames.map(JSONText.string))))
      }
    }
    return JSONText.object(fields)
  }
}

extension ResultLock.Trial {
  fileprivate var text: String {
    var fields = [("id", JSONText.string(id)), ("seed", "\(seed)")]
    if let data { fields.append(("data", JSONText.string(data))) }
    fields += [
      ("state", JSONText.string(stateText)), ("tier", JSONText.string(tier)),
      ("blas_core", JSONText.string(blasCore)), ("parameters", "\(parameterCount)"),
    ]
    if let restoredEpoch { fields.append(("restored_epoch", "\(restoredEpoch)")) }
    if hasPredictedClasses { fields.append(("predicted_classes", "1")) }
    if let recordDigest { fields.append(("record", JSONText.string(recordDigest))) }
    if let sealedDigest { fields.append(("sealed", JSONText.string(sealedDigest))) }
    if let correctDigest { fields.append(("correct", JSONText.string(correctDigest))) }
    if let confusion {
      let rows = confusion.map { JSONText.array($0.map { "\($0)" }) }
      fields.append(("confusion", JSONText.array(rows)))
    }
    switch content {
    case .curves(let open, let test):
      fields.append(("curves", JSONText.curves(open)))
      fields.append(("test_curves", JSONText.curves(test)))
    case .values(let epoch, let values):
      fields.append(("epoch", "\(epoch)"))
      let items = values.sorted { $0.key < $1.key }.map { metric, value in
        (metric.name, value.map(JSONText.number) ?? "null")
      }
      fields.append(("values", JSONText.object(items)))
    }
    return JSONText.object(fields)
  }

  /// As `trials.csv` writes it.
  private var stateText: String { TrialsFile.text(of: state) }

  /// The state that a text of `stateText` stands for.
  static func state(_ text: String) -> TrialState? {
    if text == "finished" { return .finished }
    if text == "failed" { return .failed("") }
    guard text.hasPrefix("diverged@") else { return nil }
    let parts = text.dropFirst("diverged@".count).split(
      separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2, let epoch = Int(parts[0]), let step = Int(parts[1]) else { return nil }
    return .diverged(epoch: epoch, step: step, layer: parts.count > 2 ? String(parts[2]) : nil)
  }
}
