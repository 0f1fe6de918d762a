internal import Digests

/// What a common trial came to on one machine, and what that machine is.
///
/// Machines that compute different bits for the same trial must not contribute to one table.
package struct CanaryRecord: Sendable, Hashable {
  /// What bits may depend on, by name: `processor`, `OpenBLAS kernel`.
  package struct Machine: Sendable, Hashable {
    /// In the order of messages.
    package var features: [(name: String, value: String)]

    package init(_ features: [(name: String, value: String)]) {
      self.features = features
    }

    package static func == (lhs: Self, rhs: Self) -> Bool {
      lhs.features.elementsEqual(rhs.features) { $0 == $1 }
    }

    package func hash(into hasher: inout Hasher) {
      for (name, value) in features {
        hasher.combine(name)
        hasher.combine(value)
      }
    }

    /// What is not the same, as `processor: A here, B there`.
    package func differences(from other: Machine) -> [String] {
      features.compactMap { name, value in
        let others = other.features.first { $0.name == name }?.value ?? "unknown"
        return value == others ? nil : "\(name) '\(value)' and '\(others)'"
      }
    }
  }

  /// The identity of the common trial.
  package var trial: String
  /// The digests of its two records.
  package var recordDigest: String
  package var sealedDigest: String
  package var machine: Machine

  package init(trial: String, recordDigest: String, sealedDigest: String, machine: Machine) {
    self.trial = trial
    self.recordDigest = recordDigest
    self.sealedDigest = sealedDigest
    self.machine = machine
  }

  /// Whether both machines computed the same bits.
  package func agrees(with other: CanaryRecord) -> Bool {
    trial != other.trial
      || (recordDigest == other.recordDigest && sealedDigest == other.sealedDigest)
  }

  var body: String {
    JSONText.object([
      ("trial", JSONText.string(trial)), ("record", JSONText.string(recordDigest)),
      ("sealed", JSONText.string(sealedDigest)),
      ("machine", JSONText.object(machine.features.map { ($0.name, JSONText.string($0.value)) })),
      ("order", JSONText.array(machine.features.map { JSONText.string($0.name) })),
    ])
  }

  var file: [UInt8] { RecordEnvelope.close(.canary, body) }

  /// The same for the same machine and trial, whoever writes it.
  var fileName: String {
    let machineText = machine.features.map { "\($0.name)=\($0.value)" }.joined(separator: "\n")
    return "\(trial)-\(SHA256.hexadecimal(of: machineText).prefix(16)).json"
  }

  static func read(_ bytes: [UInt8]) -> Result<CanaryRecord, Damage> {
    RecordEnvelope.open(.canary, bytes).flatMap { body in
      guard let trial = body["trial"]?.string, let record = body["record"]?.string,
        let sealed = body["sealed"]?.string, case .array(let order) = body["order"],
        let machine = body["machine"]
      else { return .failure(.incomplete) }
      let features = order.compactMap(\.string).map { name in
        (name: name, value: machine[name]?.string ?? "")
      }
      return .success(
        CanaryRecord(
          trial: trial, recordDigest: record, sealedDigest: sealed, machine: Machine(features)))
    }
  }
}
