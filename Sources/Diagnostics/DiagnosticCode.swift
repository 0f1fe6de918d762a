/// The rules that an experiment file is held to.
///
/// Codes are stable: a released code keeps its number and meaning. E01xx concern the text, E02xx
/// keys, E03xx values, E04xx the network, E05xx parameters and sweeps, E06xx the report, E07xx tables that
/// are compared; W codes are warnings.
package enum DiagnosticCode: String, CaseIterable, Sendable {
  case syntax = "E0101"
  case encoding = "E0102"
  case limitExceeded = "E0103"
  case multipleDocuments = "E0104"
  case duplicateKey = "E0105"
  case unreadableFile = "E0106"

  case unknownKey = "E0201"
  case missingKey = "E0202"
  case misplacedKey = "E0203"
  case unsupportedKey = "E0204"

  case wrongType = "E0301"
  case outOfRange = "E0302"
  case unknownName = "E0303"
  case invalidExpression = "E0304"
  case invalidName = "E0305"
  case conflictingValues = "E0306"

  case shapeMismatch = "E0401"
  case unknownLayerReference = "E0402"
  case duplicateLayerName = "E0403"
  case outputMismatch = "E0404"
  case batchOfOne = "E0405"
  case emptyNetwork = "E0406"

  case undefinedParameter = "E0501"
  case unusedParameter = "E0502"
  case unknownAxis = "E0503"
  case emptyAxis = "E0504"
  case invalidSelection = "E0505"
  case duplicateVariant = "E0506"
  case unknownVariant = "E0507"
  case tooManyTrials = "E0508"

  case unknownMetric = "E0601"
  case unmatchedExpectation = "E0602"
  case unavailableMetric = "E0603"

  case malformedTable = "E0701"
  case missingColumn = "E0702"
  case invalidCell = "E0703"
  case duplicateRow = "E0704"
  case inconsistentTable = "E0705"

  case suspiciousValue = "W0901"
  case singleValueAxis = "W0902"
  case redundantLayer = "W0903"
  case doubtfulLayer = "W0904"
  case tooFewSeeds = "W0905"
  case sortedExamples = "W0906"

  package var severity: Severity { rawValue.hasPrefix("W") ? .warning : .error }
}
