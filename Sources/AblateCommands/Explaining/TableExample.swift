internal import Comparing
internal import Diagnostics

/// A results folder in memory whose tables break one rule of those that are compared.
struct TableExample: FileTree {
  private static let table = """
    variant,test_accuracy,n
    Plain,0.885000,2
    Dropout,0.891000,1

    """
  private static let trials = """
    id,phase,variant,seed,state,test_accuracy
    a1,replicate,Plain,1,finished,0.884000
    a2,replicate,Plain,2,finished,0.886000
    b1,replicate,Dropout,1,finished,0.891000

    """

  private let files: [String: String]

  /// The example of a code; `nil` for codes that are not about tables.
  init?(_ code: DiagnosticCode) {
    let change: (String, String)
    switch code {
    case .malformedTable: change = ("Plain", "\"Plain")
    case .missingColumn: change = ("variant,", "technique,")
    case .invalidCell: change = ("0.891000", "high")
    case .duplicateRow: change = ("Dropout", "Plain")
    case .inconsistentTable: change = ("0.891000", "0.981000")
    case .syntax, .encoding, .limitExceeded, .multipleDocuments, .duplicateKey, .unreadableFile,
      .unknownKey, .missingKey, .misplacedKey, .unsupportedKey, .wrongType, .outOfRange,
      .unknownName, .invalidExpression, .invalidName, .conflictingValues, .shapeMismatch,
      .unknownLayerReference, .duplicateLayerName, .outputMismatch, .batchOfOne, .emptyNetwork,
      .undefinedParameter, .unusedParameter, .unknownAxis, .emptyAxis, .invalidSelection,
      .duplicateVariant, .unknownVariant, .tooManyTrials, .unknownMetric, .unmatchedExpectation,
      .unavailableMetric, .suspiciousValue, .singleValueAxis, .redundantLayer, .doubtfulLayer,
      .tooFewSeeds, .sortedExamples:
      return nil
    }
    files = [
      "table.csv": Self.table.replacing(change.0, with: change.1, maxReplacements: 1),
      "trials.csv": Self.trials,
    ]
  }

  /// Reads the folder as a comparison does.
  func report(into diagnostics: inout DiagnosticList) {
    let source = ComparisonSource(label: "results", tree: self, path: "results", isRevision: false)
    _ = try? SourceReading(source, rules: ColumnRules()).read(into: &diagnostics)
  }

  func kind(_ path: String) -> EntryKind {
    if path.isEmpty { return .folder }
    return files[path] == nil ? .nothing : .file
  }

  func names(in path: String) -> [String] { path.isEmpty ? files.keys.sorted() : [] }

  func read(_ path: String) throws(SourceError) -> [UInt8] {
    guard let text = files[path] else { throw SourceError("there is no '\(path)'") }
    return Array(text.utf8)
  }
}
