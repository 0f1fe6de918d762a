extension DiagnosticCode {
  /// What the rule asks for, in one sentence.
  package var explanation: String {
    switch self {
    case .unsupportedKey:
      "The key is part of the format but not of this version of the program."
    case .syntax:
      "The text must be YAML: indented with spaces, with a space behind every ':' and '-', and with "
        + "every quote and bracket closed."
    case .encoding:
      "The file must be UTF-8 text without control characters, and without invisible ones at the "
        + "ends of an unquoted text."
    case .limitExceeded:
      "A file must stay within the limits on its size, nesting depth and number of values, with "
        + "every use of an alias counted as a copy."
    case .multipleDocuments:
      "A file holds one YAML document; a second one behind '---' must become a file of its own."
    case .duplicateKey:
      "A key may stand only once in a mapping, because YAML readers disagree on which one counts."
    case .unreadableFile:
      "The file must exist, be a file rather than a folder, and be readable."
    case .unknownKey:
      "Only the keys of the reference may be used, because a misspelled key would otherwise be "
        + "ignored without a word."
    case .missingKey:
      "A key without a default has to be given."
    case .misplacedKey:
      "The key exists, but belongs in another place of the file."
    case .wrongType:
      "A value must be of the kind that its key takes, such as a number, a text, a list or a mapping."
    case .outOfRange:
      "A number must lie in the range that its key allows."
    case .unknownName:
      "A name must be one that is known in its place, such as a layer, an optimizer or a data set."
    case .invalidExpression:
      "An expression in '${…}' may use numbers, parameters, parentheses and + - * / only."
    case .invalidName:
      "A name must be spelled with the characters that are allowed for it."
    case .conflictingValues:
      "Two values of the file exclude each other."
    case .shapeMismatch:
      "A layer must be able to work on the shape that the layers before it give it."
    case .unknownLayerReference:
      "'from' must name a layer that stands further up."
    case .duplicateLayerName:
      "A layer's name may be used once in a network."
    case .outputMismatch:
      "The last layer must give as many values as the loss and the classes of the data need."
    case .batchOfOne:
      "Batch normalization cannot train on a batch of one example, because its variance is zero."
    case .emptyNetwork:
      "A network needs at least one layer with weights."
    case .undefinedParameter:
      "A '$name' must be declared under 'parameters'."
    case .unusedParameter:
      "A declared parameter must be used by at least one variant, since a sweep over an unused one "
        + "would compare equal trials."
    case .unknownAxis:
      "An axis must name a declared parameter or a dotted key such as 'training.batch_size'."
    case .emptyAxis:
      "An axis must have at least one value."
    case .invalidSelection:
      "A setting must be selected by a metric that is measured on training or validation data, never "
        + "on the test set."
    case .duplicateVariant:
      "Each variant needs a name of its own, because it names a row of the table."
    case .unknownVariant:
      "A variant must be declared under 'sweep.variants' before another part of the file names it."
    case .tooManyTrials:
      "A sweep must not multiply into more trials than anyone could train."
    case .unknownMetric:
      "A metric must be one of those that training measures."
    case .unmatchedExpectation:
      "A rule under 'expect' must match a variant and a metric of the table, or it would check "
        + "nothing."
    case .unavailableMetric:
      "A metric can be shown only if the loss and the data of the experiment define it."
    case .malformedTable:
      "A CSV file must have a line of distinct heads, as many cells in every line, and quotes that "
        + "open and close around whole cells."
    case .missingColumn:
      "A table that is compared must have the columns that name its rows and those that are asked "
        + "for."
    case .invalidCell:
      "A cell of a column of numbers must be a number or empty."
    case .duplicateRow:
      "The columns that name a row, and its seed where there is one, must be different in each line."
    case .inconsistentTable:
      "A table must say what the trials beside it say."
    case .suspiciousValue:
      "The value is allowed but so unusual that it is probably a mistake."
    case .singleValueAxis:
      "An axis with one value, or with values that its variant does not use, compares nothing."
    case .redundantLayer:
      "The layer changes nothing where it stands and can be removed."
    case .doubtfulLayer:
      "The layer is allowed where it stands but usually harms there, such as a sigmoid in front of "
        + "cross entropy, which applies a softmax of its own."
    case .tooFewSeeds:
      "Two to five replicate seeds are too few for any test to call two variants different at the "
        + "usual level of 0.05."
    case .sortedExamples:
      "A limited file that is sorted by class gives the first classes only."
    }
  }
}
