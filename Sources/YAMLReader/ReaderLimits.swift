/// How large a document may be before it is refused.
///
/// An experiment file is written by hand: what exceeds these is a mistake or an attack, and saying
/// so beats running out of memory.
package struct ReaderLimits: Sendable {
  /// Length of the text in UTF-8.
  package var bytes: Int

  /// How deep collections may be nested, aliases followed.
  package var depth: Int

  /// Number of values, with each use of an alias counted as a copy of what it stands for.
  package var nodes: Int

  package init(bytes: Int, depth: Int, nodes: Int) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
  }

  /// The limits of an experiment file.
  package static let standard = ReaderLimits(bytes: 1 << 22, depth: 64, nodes: 100_000)
}
