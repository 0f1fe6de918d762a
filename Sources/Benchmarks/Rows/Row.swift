/// One line of the output: a quantity with its spread.
package struct Row: Sendable {
  package var name: String
  package var unit: MeasurementUnit
  /// One number a round; empty where nothing could be measured.
  package var values: [Double]
  /// Floating-point operations a second in the median round, where operations are counted.
  package var speed: Double?
  /// What the speed is compared with: the core's peak of fused multiply-adds.
  package var peak: Double?
  /// Besides the numbers, or why there are none.
  package var remark: String?
  /// Lines below the row.
  package var details: [String] = []

  package init(
    _ name: String, _ unit: MeasurementUnit, _ values: [Double], remark: String? = nil
  ) {
    self.name = name
    self.unit = unit
    self.values = values
    self.remark = remark
  }

  /// A row for what could not be measured here.
  static func skipped(_ name: String, _ unit: MeasurementUnit, because reason: String) -> Row {
    Row(name, unit, [], remark: "skipped: \(reason)")
  }

  /// The row of a piece of work that is paid by time.
  ///
  /// - Parameters:
  ///   - name: The row's name.
  ///   - unit: A rate or a duration.
  ///   - timing: The seconds of one call.
  ///   - amount: How much of the unit's numerator one call does; for durations how many parts the
  ///     time is shared by.
  ///   - operations: Floating-point operations of one call, where they are counted.
  /// - Returns: One value a round.
  static func timed(
    _ name: String, _ unit: MeasurementUnit, _ timing: Timing, amount: Double = 1,
    operations: Int? = nil
  ) -> Row {
    var row = Row(name, unit, timing.seconds.map { unit.value(of: amount, in: $0) })
    row.peak = timing.peak
    if let operations, let typical = Spread(timing.seconds)?.median {
      row.speed = Double(operations) / typical
    }
    return row
  }

  package var spread: Spread? { Spread(values) }

  /// The speed as a share of the peak.
  package var share: Double? {
    guard let speed, let peak, peak > 0 else { return nil }
    return speed / peak
  }
}
