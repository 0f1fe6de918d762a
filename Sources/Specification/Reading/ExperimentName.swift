internal import YAMLReader

/// The names of experiments, which are those of folders of results.
package enum ExperimentName {
  /// Lower-case letters, digits and hyphens; no hyphen in front.
  static func isValid(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix("-")
      && name.unicodeScalars.allSatisfy { isPlain($0) || $0 == "-" }
  }

  /// The valid name that is nearest to a text, or `nil` when no letter of it may be in one.
  package static func nearest(to text: String) -> String? {
    let letters = text.lowercased().unicodeScalars.map { isPlain($0) ? String($0) : "-" }
    let parts = letters.joined().split(separator: "-")
    return parts.isEmpty ? nil : parts.joined(separator: "-")
  }

  /// A valid name as a file holds it: in quotes where it would be a number or a truth value without.
  package static func written(_ name: String) -> String {
    YAMLScalar(plain: name).kind == .string ? name : "\"\(name)\""
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
  }
}
