internal import Foundation
package import Specification

/// The state of a training between two epochs, from which it can go on.
///
/// It holds test metrics, but nothing reads it except the training itself.
package struct Checkpoint: Sendable, Hashable {
  /// A network's tensors with what the optimizer remembers about them.
  package struct Network: Sendable, Hashable {
    /// Weights and running statistics, in the network's order.
    package var tensors: [NamedTensor]
    /// The optimizer's vectors of each tensor.
    package var moments: [[[Float]]]
    /// Updates so far.
    package var updates: Int

    package init(tensors: [NamedTensor], moments: [[[Float]]], updates: Int) {
      self.tensors = tensors
      self.moments = moments
      self.updates = updates
    }
  }

  package var id: String
  /// Epochs that are done.
  package var epoch: Int
  /// What was measured besides; another run that measures more cannot go on from here.
  package var evaluateTrain: RunPolicy.TrainEvaluation
  /// Where the bits were made; they do not mix with those of another processor.
  package var blasCore: String
  /// Seconds of training so far.
  package var seconds: Double
  package var curves: [Metric: Curve]
  package var sealedCurves: [Metric: Curve]
  package var network: Network

  package init(
    id: String, epoch: Int, evaluateTrain: RunPolicy.TrainEvaluation, blasCore: String,
    seconds: Double, curves: [Metric: Curve], sealedCurves: [Metric: Curve], network: Network
  ) {
    self.id = id
    self.epoch = epoch
    self.evaluateTrain = evaluateTrain
    self.blasCore = blasCore
    self.seconds = seconds
    self.curves = curves
    self.sealedCurves = sealedCurves
    self.network = network
  }
}

extension Checkpoint {
  var file: [UInt8] {
    RecordEnvelope.close(
      .checkpoint,
      JSONText.object([
        ("id", JSONText.string(id)), ("epoch", "\(epoch)"),
        ("evaluate_train", JSONText.string(evaluateTrain.rawValue)),
        ("blas_core", JSONText.string(blasCore)), ("seconds", JSONText.number(seconds)),
        ("curves", JSONText.curves(curves)), ("sealed", JSONText.curves(sealedCurves)),
        ("network", network.body),
      ]))
  }

  static func read(_ bytes: [UInt8]) -> Result<Checkpoint, Damage> {
    RecordEnvelope.open(.checkpoint, bytes).flatMap { body in
      guard let id = body["id"]?.string, let epoch = body["epoch"]?.integer,
        let policy = body["evaluate_train"]?.string
          .flatMap(RunPolicy.TrainEvaluation.init(rawValue:)),
        let blasCore = body["blas_core"]?.string, let seconds = body["seconds"]?.number,
        let network = body["network"].flatMap(Network.init)
      else { return .failure(.incomplete) }
      return body.curves("curves").flatMap { curves in
        body.curves("sealed").map { sealed in
          Checkpoint(
            id: id, epoch: epoch, evaluateTrain: policy, blasCore: blasCore, seconds: seconds,
            curves: curves, sealedCurves: sealed, network: network)
        }
      }
    }
  }
}

extension Checkpoint.Network {
  /// Values are written as their bytes in base 64, so that no bit is lost.
  fileprivate var body: String {
    let described = zip(tensors, moments).map { tensor, moments in
      JSONText.object([
        ("name", JSONText.string(tensor.name)),
        ("shape", JSONText.array(tensor.shape.map(String.init))),
        (
          "values", JSONText.array(([tensor.values] + moments).map { JSONText.string($0.base64) })
        ),
      ])
    }
    return JSONText.object([("updates", "\(updates)"), ("tensors", JSONText.array(described))])
  }

  fileprivate init?(_ value: JSONValue) {
    guard let updates = value["updates"]?.integer, case .array(let items) = value["tensors"] else {
      return nil
    }
    self.init(tensors: [], moments: [], updates: updates)
    for item in items {
      guard let name = item["name"]?.string, let shape = item["shape"]?.integers,
        case .array(let texts) = item["values"]
      else { return nil }
      let vectors = texts.compactMap { $0.string.flatMap([Float].init(base64:)) }
      guard let values = vectors.first, vectors.count == texts.count else { return nil }
      tensors.append(NamedTensor(name: name, shape: shape, values: values))
      moments.append(Array(vectors.dropFirst()))
    }
  }
}

extension [Float] {
  fileprivate var base64: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * count)
    for value in self {
      for shift in stride(from: 0, to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> UInt32(shift)))
      }
    }
    return Data(bytes).base64EncodedString()
  }

  fileprivate init?(base64 text: String) {
    guard let data = Data(base64Encoded: text), data.count.isMultiple(of: 4) else { return nil }
    let bytes = Array<UInt8>(data)
    self = stride(from: 0, to: bytes.count, by: 4).map { place in
      Float(
        bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) })
    }
  }
}
