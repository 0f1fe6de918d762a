internal import Digests
internal import Foundation
internal import Specification

extension TrialRecord {
  /// The canonical text: fixed key order, shortest numbers that read back as the same bits.
  func body(withDuration: Bool) -> String {
    var fields = [
      ("id", JSONText.string(id)), ("seed", "\(seed)"), ("state", state.body),
      ("tier", JSONText.string(tier)), ("blas_core", JSONText.string(blasCore)),
      ("parameters", "\(parameterCount)"), ("curves", JSONText.curves(curves)),
    ]
    if withDuration { fields.append(("seconds", JSONText.number(seconds))) }
    return JSONText.object(fields)
  }

  /// The digest of everything but the duration: equal for equal results, wherever they were made.
  package var digest: String { SHA256.hexadecimal(of: body(withDuration: false)) }

  var file: [UInt8] { RecordEnvelope.close(.record, body(withDuration: true)) }

  static func read(_ bytes: [UInt8]) -> Result<TrialRecord, Damage> {
    RecordEnvelope.open(.record, bytes).flatMap { body in
      do {
        let fields = try JSONText.decoder.decode(Fields.self, from: body)
        let record = try TrialRecord(
          id: fields.id, seed: fields.seed, state: fields.state.state(),
          curves: decoded(fields.curves), tier: fields.tier, blasCore: fields.blas_core,
          parameterCount: fields.parameters, seconds: fields.seconds)
        return .success(record)
      } catch let damage as Damage {
        return .failure(damage)
      } catch {
        return .failure(Damage("it lacks a field or has one of another type"))
      }
    }
  }

  private struct Fields: Decodable {
    var id: String
    var seed: UInt64
    var state: StateFields
    var tier: String
    var blas_core: String
    var parameters: Int
    var curves: [String: Curve]
    var seconds: Double
  }
}

extension SealedRecord {
  var body: String {
    JSONText.object([
      ("id", JSONText.string(id)), ("curves", JSONText.curves(curves)),
      ("correct", JSONText.string(Data(correct).base64EncodedString())),
    ])
  }

  /// The digest of the whole content.
  package var digest: String { SHA256.hexadecimal(of: body) }

  var file: [UInt8] { RecordEnvelope.close(.sealed, body) }

  static func read(_ bytes: [UInt8]) -> Result<SealedRecord, Damage> {
    RecordEnvelope.open(.sealed, bytes).flatMap { body in
      do {
        let fields = try JSONText.decoder.decode(Fields.self, from: body)
        guard let correct = Data(base64Encoded: fields.correct) else {
          return .failure(Damage("its correctness bits are not Base64"))
        }
        let record = try SealedRecord(
          id: fields.id, curves: decoded(fields.curves), correct: Array(correct))
        return .success(record)
      } catch let damage as Damage {
        return .failure(damage)
      } catch {
        return .failure(Damage("it lacks a field or has one of another type"))
      }
    }
  }

  private struct Fields: Decodable {
    var id: String
    var curves: [String: Curve]
    var correct: String
  }
}

extension TrialState {
  fileprivate var body: String {
    switch self {
    case .finished: JSONText.object([("kind", "\"finished\"")])
    case .diverged(let epoch, let step):
      JSONText.object([("kind", "\"diverged\""), ("epoch", "\(epoch)"), ("step", "\(step)")])
    case .failed(let reason):
      JSONText.object([("kind", "\"failed\""), ("reason", JSONText.string(reason))])
    }
  }
}

private struct StateFields: Decodable {
  var kind: String
  var epoch: Int?
  var step: Int?
  var reason: String?

  func state() throws -> TrialState {
    switch (kind, epoch, step, reason) {
    case ("finished", nil, nil, nil): return .finished
    case ("diverged", .some(let epoch), .some(let step), nil):
      return .diverged(epoch: epoch, step: step)
    case ("failed", nil, nil, .some(let reason)): return .failed(reason)
    case _: throw Damage("its state '\(kind)' is unknown or incomplete")
    }
  }
}

private func decoded(_ named: [String: Curve]) throws -> [Metric: Curve] {
  var result: [Metric: Curve] = [:]
  for (name, curve) in named {
    guard let metric = Metric(name) else { throw Damage("it has an unknown metric '\(name)'") }
    result[metric] = curve
  }
  return result
}
