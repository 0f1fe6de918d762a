internal import Diagnostics
internal import YAMLReader

/// A value that an axis has besides those in the file, to see whether it could stand there.
package struct AxisAddition: Sendable {
  let axis: String
  let value: YAMLNode

  /// The result is `nil` when the text is no value.
  ///
  /// - Parameters:
  ///   - axis: The axis's name, in whatever variants have it.
  ///   - text: The value, as it would stand in the file.
  package init?(axis: String, text: String) {
    var found = DiagnosticList()
    let source = SourceFile(name: axis, text: text)
    guard let value = YAMLReader.read(source, into: &found), !found.hasErrors else { return nil }
    self.axis = axis
    self.value = value
  }
}
