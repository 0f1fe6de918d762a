/// The times of a network's training steps, and the processor's peak measured between them.
struct StepTiming {
  let network: String
  let batch: Int
  /// Seconds of a step, one for each round.
  let seconds: [Double]
  /// Operations of the products of one step: forward, ∂weights and ∂input.
  let operations: Int
  /// Fused multiply-adds of one core, in operations per second.
  let peak: Double

  private var sorted: [Double] { seconds.sorted() }
  private var median: Double { sorted[sorted.count / 2] }

  /// Samples per second at a time per step.
  private func rate(_ time: Double) -> Double { Double(batch) / time }

  private var speed: Double { Double(operations) / median }

  /// `lenet5: 50,000 samples/s (48,000 to 51,000), 113 GFLOP/s, 97% of the peak`.
  var line: String {
    let (low, high) = (rate(sorted[sorted.count - 1]), rate(sorted[0]))
    return "\(network): \(Int(rate(median))) samples/s (\(Int(low)) to \(Int(high)) in "
      + "\(seconds.count) rounds), \(Int(median * 1e6)) µs a step of \(batch), "
      + "\(Int(speed * 1e-9)) GFLOP/s, \(Int((speed / peak * 100).rounded()))% of "
      + "\(Int(peak * 1e-9))"
  }

  var json: String {
    let rates = seconds.map { "\(rate($0))" }.joined(separator: ", ")
    return "{\"network\": \"\(network)\", \"batch\": \(batch), \"samplesPerSecond\": [\(rates)], "
      + "\"operationsPerSecond\": \(speed), \"peak\": \(peak)}"
  }
}
