/// What computes the matrix products of a layer.
package enum ProductEngine: Sendable, Hashable, CaseIterable {
  /// The kernels of this module: the same bits on every processor.
  case kernels
  /// OpenBLAS, whose bits depend on the kernel that it chooses for the processor.
  case library

  /// Weights from which on a dense layer is faster with OpenBLAS, or `nil` where no layer is.
  ///
  /// Since weights are stored in panels of sixteen outputs, the kernels were faster for every shape
  /// that was measured, 784 → 1000 included.
  package static let libraryThreshold: Int? = nil

  /// The engine of a dense layer: a function of its size and of the tier alone.
  package static func dense(inputs: Int, outputs: Int, tier: Numerics.Tier) -> ProductEngine {
    .kernels
  }
}
