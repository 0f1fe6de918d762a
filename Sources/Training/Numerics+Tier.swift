package import Engine
package import Specification

extension TrainingSpecification.Numerics {
  /// The engine's name of the tier.
  package var tier: Numerics.Tier {
    switch self {
    case .pinned: .pinned
    case .exact: .exact
    }
  }
}

extension Numerics.Tier {
  /// What a record says about OpenBLAS: the kernel that it chose for this processor, which bits
  /// depend on, or `none` where it is not used.
  package var blasCore: String {
    switch self {
    case .pinned: BLASLibrary.coreName
    case .exact: "none"
    }
  }
}
