internal import COpenBLAS

/// The OpenBLAS that the process is linked to.
package enum BLASLibrary {
  /// Why OpenBLAS cannot be used here.
  package enum Unsuitable: Error, Hashable, CustomStringConvertible {
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

  /// How OpenBLAS was built.
  package enum Build: String, Sendable, CaseIterable {
    case serial
    case pthread
    case openmp
  }

  /// Pins OpenBLAS to one thread and checks that it obeys; later calls repeat the answer.
  ///
  /// Debian's serial build gives wrong results under concurrent callers, and the bits of a product
  /// depend on the number of threads.
  ///
  /// - Throws: `Unsuitable`.
  package static func prepare() throws {
    if let reason = unsuitable { throw reason }
  }

  /// Ends the threads that OpenBLAS starts when it is loaded, for commands that need no product: until
  /// they fall asleep they ask for work all the time, on every core but one.
  package static func endThreads() { _ = unsuitable }

  private static let unsuitable: Unsuitable? = {
    openblas_set_num_threads(1)
    ablate_end_openblas_threads()
    return obstacle(build: build, threads: threads)
  }()

  /// What stands in the way of a build that keeps using so many threads.
  package static func obstacle(build: Build, threads: Int) -> Unsuitable? {
    switch build {
    case .serial: .serialBuild
    case .pthread, .openmp: threads == 1 ? nil : .threadsNotSet(threads)
    }
  }

  package static var build: Build {
    switch openblas_get_parallel() {
    case 0: .serial
    case 1: .pthread
    case _: .openmp
    }
  }

  /// Threads that a product uses, as OpenBLAS says itself.
  package static var threads: Int { Int(openblas_get_num_threads()) }

  /// `0.3.21`, or `unknown`.
  package static var version: String {
    guard let text = openblas_get_config() else { return "unknown" }
    // "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH …"
    let words = String(cString: text).split(separator: " ")
    return words.first { $0.first?.isNumber == true }.map(String.init) ?? "unknown"
  }

  /// The kernel that OpenBLAS chose for this processor; bits depend on it.
  package static var coreName: String {
    guard let name = openblas_get_corename() else { return "unknown" }
    return String(cString: name)
  }
}
