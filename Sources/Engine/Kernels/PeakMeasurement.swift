internal import Foundation

/// How fast this processor core multiplies and adds: what the engine's speed is compared with.
package enum PeakMeasurement {
  /// The CPU time that the calling thread has used, in seconds; waiting does not count.
  package static var threadSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// A clock that runs on while a thread waits, in seconds.
  package static var clockSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Operations per second of fused multiply-adds on vectors, from independent sums in registers.
  ///
  /// - Parameter rounds: The best of so many measurements of some milliseconds counts.
  /// - Returns: Floating-point operations per second, two for each multiply-add of a lane.
  package static func vectorRate(rounds: Int = 10) -> Double {
    rate(rounds: rounds, operations: 6 * 16 * 2, body: vectorLoop)
  }

  /// Operations per second of multiplications and additions that wait for each other.
  ///
  /// - Parameter rounds: The best of so many measurements of some milliseconds counts.
  /// - Returns: Floating-point operations per second, two for each round of the loop.
  package static func scalarRate(rounds: Int = 10) -> Double {
    rate(rounds: rounds, operations: 2, body: scalarLoop)
  }

  private static func rate(rounds: Int, operations: Int, body: (Int, Float) -> Float) -> Double {
    let count = 1_000_000
    var best = Double.infinity
    var sum: Float = 0
    for _ in 0..<rounds {
      let start = threadSeconds
      // Another start each time: equal calls could be done once.
      sum = body(count, sum + 1)
      best = min(best, threadSeconds - start)
    }
    precondition(sum.isFinite, "the loops converge")
    return Double(count * operations) / best
  }

  /// Six sums fill the pipelines and, with their factors, fit into sixteen registers of 256 bits.
  @inline(never) private static func vectorLoop(_ count: Int, _ start: Float) -> Float {
    var (a, b, c) = (Lanes<Float>(all: start), Lanes<Float>(all: 2), Lanes<Float>(all: 3))
    var (d, e, f) = (Lanes<Float>(all: 4), Lanes<Float>(all: 5), Lanes<Float>(all: 6))
    let factor = Lanes<Float>(all: 0.5)
    let summand = Lanes<Float>(all: Float(count) * 1e-9)
    for _ in 0..<count {
      a = summand.plus(a, times: factor)
      b = summand.plus(b, times: factor)
      c = summand.plus(c, times: factor)
      d = summand.plus(d, times: factor)
      e = summand.plus(e, times: factor)
      f = summand.plus(f, times: factor)
    }
    return (((a + b) + (c + d)) + (e + f)).sum
  }

  @inline(never) private static func scalarLoop(_ count: Int, _ start: Float) -> Float {
    var a = start
    let summand = Float(count) * 1e-9
    for _ in 0..<count { a = a * 0.5 + summand }
    return a
  }
}
