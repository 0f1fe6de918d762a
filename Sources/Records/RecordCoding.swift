internal import Digests
internal import Foundation
internal import Specification

extension TrialRecord {
  /// The canonical text: fixed key order, shortest numbers that read back as the same bits.
  ///
  /// - Parameter isWhole: Whether to say as well what is no result: the machine's kernel and the
  ///   duration.
  /// - Returns: One line.
  func body(isWhole: Bool) -> String {
    var fields = [
      ("id", JSONText.string(id)), ("seed", "\(seed)"), ("state", state.body),
      ("tier", JSONText.string(tier)),
    ]
    if isWhole { fields.append(("blas_core", JSONText.string(blasCore))) }
    fields.append(("parameters", "\(parameterCount)"))
    fields.append(("curves", JSONText.curves(curves)))
    if let restoredEpoch { fields.append(("restored_epoch", "\(restoredEpoch)")) }
    // Absent where it is not so: a record that nobody asked for more has the bytes that it always had.
    if hasPredictedClasses { fields.append(("predicted_classes", "1")) }
    if isWhole { fields.append(("seconds", JSONText.number(seconds))) }
    return JSONText.object(fields)
  }

  /// The digest of the result, without duration and kernel: equal for equal results, wherever they
  /// were made.
  package var digest: String { SHA256.hexadecimal(of: body(isWhole: false)) }

  var file: [UInt8] { RecordEnvelope.close(.record, body(isWhole: true)) }

  static func read(_ bytes: [UInt8]) -> Result<TrialRecord, Damage> {
    RecordEnvelope.open(.record, bytes).flatMap { body in
      guard let id = body["id"]?.string, let seed = body["seed"]?.unsigned,
        let state = body["state"].flatMap(TrialState.init), let tier = body["tier"]?.string,
        let blasCore = body["blas_core"]?.string, let parameters = body["parameters"]?.integer,
        let seconds = body["seconds"]?.number
      else { return .failure(.incomplete) }
      return body.curves("curves").map { curves in
        TrialRecord(
          id: id, seed: seed, state: state, curves: curves,
          restoredEpoch: body["restored_epoch"]?.integer, tier: tier, blasCore: blasCore,
          parameterCount: parameters, seconds: seconds,
          hasPredictedClasses: body["predicted_classes"]?.integer == 1)
      }
    }
  }
}

extension SealedRecord {
  /// How the body of a trial's sealed side begins.
  static func start(id: String) -> String { "{\"id\":\(JSONText.string(id))," }

  var body: String {
    var fields = [("id", JSONText.string(id)), ("curves", JSONText.curves(curves))]
    if let restoredEpoch { fields.append(("restored_epoch", "\(restoredEpoch)")) }
    fields.append(("correct", JSONText.string(Data(correct).base64EncodedString())))
    if !predicted.isEmpty {
      fields.append(("predicted", JSONText.string(Data(predicted).base64EncodedString())))
    }
    return JSONText.object(fields)
  }

  /// The digest of the whole content.
  package var digest: String { SHA256.hexadecimal(of: body) }

  var file: [UInt8] { RecordEnvelope.close(.sealed, body) }

  static func read(_ bytes: [UInt8]) -> Result<SealedRecord, Damage> {
    RecordEnvelope.open(.sealed, bytes).flatMap { body in
      guard let id = body["id"]?.string,
        let correct = body["correct"]?.string.flatMap({ Data(base64Encoded: $0) })
      else { return .failure(.incomplete) }
      let predicted = body["predicted"]?.string.flatMap { Data(base64Encoded: $0) } ?? Data()
      return body.curves("curves").map { curves in
        SealedRecord(
          id: id, curves: curves, restoredEpoch: body["restored_epoch"]?.integer,
          correct: Array(correct), predicted: Array(predicted))
      }
    }
  }
}

extension TrialState {
  fileprivate var body: String {
    switch self {
    case .finished: JSONText.object([("kind", "\"finished\"")])
    case .diverged(let epoch, let step, let layer):
      JSONText.object(
        [("kind", "\"diverged\""), ("epoch", "\(epoch)"), ("step", "\(step)")]
          + (layer.map { [("layer", JSONText.string($0))] } ?? []))
    case .failed(let reason):
      JSONText.object([("kind", "\"failed\""), ("reason", JSONText.string(reason))])
    }
  }
  fileprivate init?(_ value: JSONValue) {
    switch value["kind"]?.string {
    case "finished": self = .finished
    case "diverged":
      guard let epoch = value["epoch"]?.integer, let step = value["step"]?.integer else {
        return nil
      }
      self = .diverged(epoch: epoch, step: step, layer: value["layer"]?.string)
    case "failed":
      guard let reason = value["reason"]?.string else { return nil }
      self = .failed(reason)
    case _: return nil
    }
  }
}

extension JSONValue {
  /// The curves in a field, metric by metric.
  func curves(_ key: String) -> Result<[Metric: Curve], Damage> {
    guard case .object(let named) = self[key] else { return .failure(.incomplete) }
    var curves: [Metric: Curve] = [:]
    for (name, items) in named {
      guard let metric = metricsByName[name] else {
        return .failure(Damage("it has an unknown metric '\(name)'"))
      }
      guard case .array(let values) = items else { return .failure(.incomplete) }
      var curve: Curve = []
      curve.reserveCapacity(values.count)
      for value in values {
        if case .null = value {
          curve.append(nil)
        } else if let number = value.number {
          curve.append(number)
        } else {
          return .failure(.incomplete)
        }
      }
      curves[metric] = curve
    }
    return .success(curves)
  }
}

private let metricsByName = Dictionary(uniqueKeysWithValues: Metric.all.map { ($0.name, $0) })
