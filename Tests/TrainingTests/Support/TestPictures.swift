import Datasets
import Randomness

extension Dataset {
  /// Noisy pictures of 8×8 in three classes: a bright band whose height is the class.
  static func bands(
    training: Int = 200, test: Int = 60, testLabels: ((Int) -> UInt8)? = nil
  ) -> Dataset {
    let stream = RandomStream(seed: 1, .synthetic, name: "bands")
    func part(_ range: Range<Int>, _ label: ((Int) -> UInt8)?) -> ExampleSet {
      var bytes: [UInt8] = []
      for example in range {
        for y in 0..<8 {
          for x in 0..<8 {
            let index = UInt64((example * 8 + y) * 8 + x)
            let noise = stream.integer(below: 90, at: index)
            bytes.append(UInt8((y / 3 == example % 3 ? 150 : 0) + noise))
          }
        }
      }
      return ExampleSet(
        values: .bytes(bytes), labels: range.map { label?($0) ?? UInt8($0 % 3) })
    }
    return Dataset(
      description: .pictures(8, 8, 1, classes: 3),
      training: part(0..<training, nil), test: part(training..<training + test, testLabels))
  }

  /// Two features; which is larger is the class.
  static func features(training: Int = 200, test: [Float]) -> Dataset {
    let stream = RandomStream(seed: 2, .synthetic, name: "features")
    let values = (0..<training * 2).map { Float(stream.normal(at: UInt64($0))) * 3 + 5 }
    let labels = (0..<training).map { UInt8(values[2 * $0] > values[2 * $0 + 1] ? 1 : 0) }
    return Dataset(
      description: .pictures(1, 1, 2, classes: 2),
      training: ExampleSet(values: .floats(values), labels: labels),
      test: ExampleSet(
        values: .floats(test), labels: [UInt8](repeating: 0, count: test.count / 2)))
  }
}
