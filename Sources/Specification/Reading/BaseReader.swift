internal import Catalog
internal import Diagnostics
internal import Foundation
internal import YAMLReader

/// Reads a file together with the files from which it starts (`extends`).
struct BaseReader {
  var diagnostics = DiagnosticList()

  /// The files being read, outermost first, by their real paths.
  private var chain: [String] = []

  /// Longer chains are refused.
  static let maximumDepth = 10

  init() {}

  /// The document of a file, with what it does not say taken from its base.
  ///
  /// - Returns: `nil` when there is none to go on with, which has been reported.
  mutating func document(_ file: SourceFile) -> YAMLNode? {
    guard let own = YAMLReader.read(file, into: &diagnostics) else { return nil }
    guard let reference = own.mapping?.first(where: { $0.key == ExperimentKeys.extends.name })
    else { return own }
    chain.append(Self.realPath(file.name))
    defer { chain.removeLast() }
    guard let base = base(reference.value, of: file), let document = document(base) else {
      return nil
    }
    return Section.experiment.merging(document, own)
  }

  /// Loads the file that `extends` names.
  private mutating func base(_ node: YAMLNode, of file: SourceFile) -> SourceFile? {
    guard let scalar = node.scalar, scalar.kind == .string, !scalar.text.isEmpty else {
      diagnostics.report(
        .wrongType, at: node.range,
        "'extends' must be the name of a file, not \(node.kindDescription)")
      return nil
    }
    let path = SourceFile.path(of: scalar.text, namedBy: file.name)
    if chain.contains(Self.realPath(path)) {
      diagnostics.report(
        .conflictingValues, at: node.range, "'\(scalar.text)' starts from this file in turn")
      return nil
    }
    if chain.count >= Self.maximumDepth {
      diagnostics.report(
        .limitExceeded, at: node.range,
        "more than \(Self.maximumDepth) files start from each other in a row")
      return nil
    }
    var mistakes = DiagnosticList()
    if let base = SourceFile.load(path: path, into: &mistakes) { return base }
    for mistake in mistakes.diagnostics {
      // A file that cannot be opened has no text to point at: its name does.
      if mistake.code == .unreadableFile {
        diagnostics.report(
          mistake.code, at: node.range, "'\(scalar.text)': \(mistake.message)", hint: mistake.hint)
      } else {
        diagnostics.append(mistake)
      }
    }
    return nil
  }

  private static func realPath(_ path: String) -> String {
    URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }
}

extension Section {
  /// A section's value with what it does not say taken from another one.
  ///
  /// Mappings are merged and lists replaced; variants are merged by name.
  func merging(_ base: YAMLNode, _ own: YAMLNode) -> YAMLNode {
    base.merging(own) { name, base, own in
      guard let key = key(named: name) else { return own }
      switch key.content {
      case .section(let section): return section.merging(base, own)
      case .list(let section) where section.path == VariantKeys.section.path:
        return section.mergingVariants(base, own)
      case .list: return own
      case .structure: return base.merging(own) { _, _, own in own }
      case .setting:
        // Settings of one and the same definition are merged, another definition replaces it.
        guard let old = base.mapping, let new = own.mapping, old.count == 1, new.count == 1,
          old[0].key == new[0].key
        else { return own }
        return base.merging(own) { _, base, own in base.merging(own) { _, _, own in own } }
      }
    }
  }

  private func mergingVariants(_ base: YAMLNode, _ own: YAMLNode) -> YAMLNode {
    guard var items = base.sequence, let others = own.sequence else { return own }
    for other in others {
      let name = other[VariantKeys.name.name]?.scalar?.text
      let index = items.firstIndex { item in
        name != nil && item[VariantKeys.name.name]?.scalar?.text == name
      }
      if let index {
        items[index] = merging(items[index], other)
      } else {
        items.append(other)
      }
    }
    return YAMLNode(.sequence(items), at: own.range)
  }
}

extension YAMLNode {
  /// The entries of this mapping and of another one; what both have is combined.
  ///
  /// Anything but two mappings is replaced by the other one.
  fileprivate func merging(
    _ other: YAMLNode, _ combine: (String, YAMLNode, YAMLNode) -> YAMLNode
  ) -> YAMLNode {
    guard var entries = mapping, let others = other.mapping else { return other }
    for var entry in others {
      if let index = entries.firstIndex(where: { $0.key == entry.key }) {
        entry.value = combine(entry.key, entries[index].value, entry.value)
        entries[index] = entry
      } else {
        entries.append(entry)
      }
    }
    return YAMLNode(.mapping(entries), at: other.range)
  }
}
