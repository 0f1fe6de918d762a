internal import Diagnostics
internal import Specification

/// A file that breaks one rule.
struct CodeExample {
  /// A correct file.
  private static let base = """
    name: example
    data: {dataset: glyphs, validation: 0.2}
    parameters:
      learning_rate: 0.1
    network:
      - flatten
      - dense: 32
      - relu
      - dense: 10
    training:
      loss: cross_entropy
      optimizer: {sgd: {learning_rate: $learning_rate}}
      batch_size: 64
      epochs: 5
    sweep:
      grid: {learning_rate: [0.1, 0.01]}
      select: {metric: validation_accuracy}
      variants:
        - name: Plain
        - name: Slow
          parameters: {learning_rate: 0.001}
    report:
      columns: [tuned, test_accuracy]
    expect:
      - {variant: Plain, metric: test_accuracy, at_least: 0.8}

    """

  let code: DiagnosticCode

  init(_ code: DiagnosticCode) {
    self.code = code
  }

  /// What is wrong in the file, as `check` shows it; empty where it does not break the rule.
  func text(_ loader: ExperimentLoader) -> String {
    var found = DiagnosticList()
    if code == .unreadableFile {
      _ = SourceFile.load(path: "no/such/example.yaml", into: &found)
    } else if code == .sortedExamples {
      Self.reportSortedExamples(into: &found)
    } else if let table = TableExample(code) {
      table.report(into: &found)
    } else {
      _ = try? loader.examine(SourceFile(name: "example.yaml", text: broken), into: &found)
    }
    let renderer = DiagnosticRenderer(excerptWidth: 76)
    return found.sorted.first { $0.code == code }.map { renderer.render($0) } ?? ""
  }

  /// The order of a file's lines is not in the text: here are those of one with three classes.
  private static func reportSortedExamples(into diagnostics: inout DiagnosticList) {
    let text = base.replacing(
      "dataset: glyphs,",
      with: "dataset: {csv: {train: a.csv, test: b.csv}}, limit: {train: 60},")
    let file = SourceFile(name: "example.yaml", text: text)
    let line = 2
    guard let place = file.line(line).firstRange(of: "60") else { return }
    let column = file.line(line)[..<place.lowerBound].unicodeScalars.count + 1
    let range = SourceRange(
      file: file, start: SourcePosition(line: line, column: column),
      end: SourcePosition(line: line, column: column + 2))
    let labels = (0..<3).flatMap { Array(repeating: UInt8($0), count: 50) }
    NetworkCheck.checkOrder(of: labels, limit: 60, at: range, into: &diagnostics)
  }

  /// The file with its changes.
  private var broken: String {
    changes.reduce(Self.base) { text, change in
      text.replacing(change.0, with: change.1, maxReplacements: 1)
    }
  }

  private var changes: [(String, String)] {
    if code == .batchOfOne {
      return [("- relu", "- batch_norm\n  - relu"), ("batch_size: 64", "batch_size: 1")]
    }
    if code == .unavailableMetric {
      return [
        (", validation: 0.2", ""), ("metric: validation_accuracy", "metric: train_accuracy"),
        ("test_accuracy]", "validation_accuracy]"),
      ]
    }
    return [change]
  }

  private var change: (String, String) {
    switch code {
    case .syntax: ("epochs: 5", "epochs 5")
    case .encoding: ("name: Plain", "name: Pl\u{7}ain")
    case .limitExceeded:
      (
        "name: example",
        "name: " + String(repeating: "[", count: 70) + String(repeating: "]", count: 70)
      )
    case .multipleDocuments: ("report:", "---\nreport:")
    case .duplicateKey: ("epochs: 5", "epochs: 5\n  epochs: 6")
    case .unknownKey: ("batch_size: 64", "batchsize: 64")
    case .missingKey: ("  epochs: 5\n", "")
    case .misplacedKey: ("  epochs: 5", "  epochs: 5\n  validation: 0.1")
    case .unsupportedKey:
      ("- relu", "- stack: {over: [1], layers: [{stack: {over: [1], layers: [relu]}}]}")
    case .wrongType: ("epochs: 5", "epochs: five")
    case .outOfRange: ("epochs: 5", "epochs: 0")
    case .unknownName: ("- relu", "- rleu")
    case .invalidExpression: ("dense: 32", "dense: ${4 * }")
    case .invalidName: ("name: example", "name: My example")
    case .conflictingValues: ("at_least: 0.8", "at_least: 0.8, at_most: 0.7")
    case .shapeMismatch: ("  - flatten\n", "")
    case .unknownLayerReference: ("- relu", "- relu: {from: [dense9]}")
    case .duplicateLayerName: ("- relu", "- relu: {name: dense2}")
    case .outputMismatch: ("dense: 10", "dense: 9")
    case .emptyNetwork: ("  - flatten\n  - dense: 32\n  - relu\n  - dense: 10", "  []")
    case .undefinedParameter: ("dense: 32", "dense: $width")
    case .unusedParameter: ("parameters:", "parameters:\n  width: 32")
    case .unknownAxis: ("grid: {", "grid: {sweep.seeds: [1, 2], ")
    case .emptyAxis: ("[0.1, 0.01]", "[]")
    case .invalidSelection: ("validation_accuracy", "test_accuracy")
    case .duplicateVariant: ("name: Slow", "name: Plain")
    case .unknownVariant: ("at_least: 0.8", "at_least: {variant: Fast}")
    case .tooManyTrials:
      ("[0.1, 0.01]", "{linear: [1, 2], count: 9999}, data.split_seed: {linear: [1, 9], count: 9}")
    case .unknownMetric: ("metric: test_accuracy", "metric: accuracy")
    case .unmatchedExpectation: ("variant: Plain", "variant: Fast")
    case .suspiciousValue: ("$learning_rate}", "$learning_rate, momentum: 1.5}")
    case .singleValueAxis: ("[0.1, 0.01]", "[0.1]")
    case .redundantLayer: ("- relu", "- relu\n  - relu")
    case .doubtfulLayer: ("dense: 10", "dense: 10\n  - sigmoid")
    case .tooFewSeeds: ("  variants:", "  replicate: 3\n  variants:")
    case .unreadableFile, .batchOfOne, .unavailableMetric, .sortedExamples: ("", "")
    case .malformedTable, .missingColumn, .invalidCell, .duplicateRow, .inconsistentTable: ("", "")
    }
  }
}
