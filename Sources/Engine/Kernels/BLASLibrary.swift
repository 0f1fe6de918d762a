internal import COpenBLAS

/// The OpenBLAS that the process is linked to.
package enum BLASLibrary {
  /// Why OpenBLAS cannot be used here.
  package enum Unsuitable: Error, CustomStringConvertible {
    case serialBuild
    case threadsNotSet(Int)

    package var description: String {
      switch self {
      case .serialBuild:
        "this OpenBLAS is the serial build, which gives wrong results when trials run in "
          + "parallel; install the threaded one (Debian: apt-get install libopenblas0-pthread)"
      case .threadsNotSet(let count):
        "OpenBLAS keeps using \(count) threads although one was asked for, so that results would "
          + "depend on the machine"
      }
    }
  }

  /// Pins OpenBLAS to one thread and checks that it obeys.
  ///
  /// Debian's serial build gives wrong results under concurrent callers, and the bits of a product
  /// depend on the number of threads.
  ///
  /// - Throws: `Unsuitable`.
  package static func prepare() throws {
    guard openblas_get_parallel() != 0 else { throw Unsuitable.serialBuild }
    openblas_set_num_threads(1)
    let count = Int(openblas_get_num_threads())
    guard count == 1 else { throw Unsuitable.threadsNotSet(count) }
  }

  /// The kernel that OpenBLAS chose for this processor; bits depend on it.
  package static var coreName: String {
    guard let name = openblas_get_corename() else { return "unknown" }
    return String(cString: name)
  }
}
