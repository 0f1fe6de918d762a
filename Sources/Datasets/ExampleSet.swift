/// Examples in file order, held once and shared by all workers.
package struct ExampleSet: Sendable {
  /// The values of all examples, one after the other; of a picture plane by plane (`c`, `y`, `x`).
  package enum Values: Sendable {
    case bytes([UInt8])
    case floats([Float])

    package var count: Int {
      switch self {
      case .bytes(let bytes): bytes.count
      case .floats(let floats): floats.count
      }
    }
  }

  package var values: Values
  /// Class numbers from 0.
  package var labels: [UInt8]

  package init(values: Values, labels: [UInt8]) {
    self.values = values
    self.labels = labels
  }

  package var count: Int { labels.count }
}
