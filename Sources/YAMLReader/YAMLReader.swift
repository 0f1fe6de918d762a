package import Diagnostics

/// Reads the one YAML document of a source into located nodes.
package enum YAMLReader {
  /// Reads a document and reports everything that is wrong with it as YAML.
  ///
  /// A node that an alias stands for keeps the ranges of the anchored text, because that is where a
  /// mistake in it has to be corrected; the same holds for entries that come through `<<`.
  ///
  /// - Parameters:
  ///   - file: The source; a `---` line may precede the document, but a second one is an error.
  ///   - limits: The size at which a document is refused.
  ///   - diagnostics: Receives the mistakes.
  /// - Returns: The document, or `nil` if there is none to go on with. After a mistake that leaves
  ///   the rest readable, such as a duplicate key, there is a document *and* an error.
  package static func read(
    _ file: SourceFile, limits: ReaderLimits = .standard, into diagnostics: inout DiagnosticList
  ) -> YAMLNode? {
    let bytes = file.text.utf8.count
    if bytes > limits.bytes {
      let start = SourcePosition(line: 1, column: 1)
      diagnostics.report(
        .limitExceeded, at: SourceRange(file: file, start: start, end: start),
        "the text has \(bytes) bytes; at most \(limits.bytes) are read")
      return nil
    }
    let map = TextMap(file)
    if let stray = CharacterCheck.firstMistake(in: map) {
      diagnostics.append(stray)
      return nil
    }
    let builder = NodeBuilder(map, limits: limits)
    let node = builder.readDocument()
    diagnostics.append(contentsOf: builder.diagnostics)
    return node
  }
}
