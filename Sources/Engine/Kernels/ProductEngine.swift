/// What computes the matrix products of a layer.
package enum ProductEngine: Sendable, Hashable, CaseIterable {
  /// The kernels of this module: the same bits on every processor.
  case kernels
  /// OpenBLAS, whose bits depend on the kernel that it chooses for the processor.
  case library

  /// Weights from which on a dense layer is faster with OpenBLAS.
  package static let libraryThreshold = 1 << 17

  /// The engine of a dense layer: a function of its size and of the tier alone.
  package static func dense(inputs: Int, outputs: Int, tier: Numerics.Tier) -> ProductEngine {
    switch tier {
    case .exact: .kernels
    case .pinned: inputs * outputs >= libraryThreshold ? .library : .kernels
    }
  }
}
