internal import Diagnostics
internal import YAMLReader

/// A path through mappings: `training.batch_size`.
struct DottedKey {
  let text: String
  let components: [String]

  /// - Returns: `nil` for a plain name.
  init?(_ text: String) {
    self.text = text
    components = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if components.count < 2 { return nil }
  }

  var section: String { components.first ?? "" }

  /// The sections whose values belong to a trial and can be reached by key.
  static let trialSections = ["data", "training"]

  /// Puts a value at the path, replacing what is there and making mappings on the way.
  ///
  /// - Parameters:
  ///   - node: The value of the section.
  ///   - value: The new value.
  ///   - keyRange: Where the path is written.
  /// - Returns: `nil` when a value on the way is not a mapping.
  func setting(in node: YAMLNode, to value: YAMLNode, keyRange: SourceRange) -> YAMLNode? {
    Self.setting(components.dropFirst(), in: node, to: value, keyRange: keyRange)
  }

  static func setting(
    _ path: ArraySlice<String>, in node: YAMLNode?, to value: YAMLNode, keyRange: SourceRange
  ) -> YAMLNode? {
    guard let key = path.first else { return value }
    var entries: [YAMLEntry] = []
    if let node {
      guard let mapping = node.mapping else { return nil }
      entries = mapping
    }
    let index = entries.firstIndex { $0.key == key }
    let old = index.map { entries[$0].value }
    guard let new = setting(path.dropFirst(), in: old, to: value, keyRange: keyRange) else {
      return nil
    }
    if let index {
      entries[index].value = new
    } else {
      entries.append(YAMLEntry(key: key, keyRange: keyRange, value: new))
    }
    return YAMLNode(.mapping(entries), at: node?.range ?? keyRange)
  }
}
