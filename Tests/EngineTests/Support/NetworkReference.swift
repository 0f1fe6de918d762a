import Catalog
import Engine
import Foundation
import Testing

/// One file of `References/networks`: three steps of training a whole network.
struct NetworkReference: Decodable {
  struct Layer: Decodable {
    var name: String
    var kind: String
    var settings: [String: ReferenceValue]
    /// The layers that it reads, where it is not the one before.
    var from: [String]?
  }

  struct Rule: Decodable {
    var kind: String
    var settings: [String: ReferenceValue]
  }

  struct Stream: Decodable {
    var stream: Int
    var tensor: String
    var count: Int
    var rule: String
    var fanIn: Int?
    var firstUnits: [Double]
    var firstValues: [Double]

    /// The values by the formula, rounded to Float.
    var values: [Double] {
      (0..<count).map { index in
        let u = Splitmix.unit(stream: stream, index)
        let value: Double =
          switch rule {
          case "picture": (u * 256).rounded(.down) / 255
          case "label": (u * 10).rounded(.down)
          case "weight": (2 * u - 1) / Double(fanIn ?? 0).squareRoot()
          case "scale": 1 + (2 * u - 1) / 4
          case "shift": (2 * u - 1) / 4
          default: .nan
          }
        return Double(Float(value))
      }
    }
  }

  struct Numbers: Decodable {
    var float64: [Double]
    var float32: [Double]
  }

  struct Number: Decodable {
    var float64: Double
  }

  struct Tensor: Decodable {
    var name: String
    var norm: Double
    var changeNorm: Double?
    var firstGradientNorm: Double?
  }

  var input: [Int]
  var layers: [Layer]
  var loss: String
  var optimizer: Rule
  var batch: Int
  var steps: Int
  var streams: [Stream]
  var losses: Numbers
  var inferenceLossAfter: Number
  var firstLogits: ReferenceTensor
  var tensors: [Tensor]

  func chain() throws -> Chain {
    var chain = Chain(
      input: .picture(height: input[1], width: input[2], channels: input[0]))
    for layer in layers {
      let kind = try #require(LayerRegistry.all.first { $0.name == layer.kind })
      let from = try layer.from?.map { try #require(chain.place(of: $0), "\($0)") }
      try chain.append(layer.name, try Self.make(kind, layer.settings), from: from)
    }
    return chain
  }

  func makeOptimizer() throws -> any OptimizerDefinition {
    let kind = try #require(OptimizerRegistry.all.first { $0.name == optimizer.kind })
    return try Self.make(kind, optimizer.settings)
  }

  private static func make<D: LayerDefinition>(
    _: D.Type, _ settings: [String: ReferenceValue]
  ) throws -> any LayerDefinition { try D.make(settings) }

  private static func make<D: OptimizerDefinition>(
    _: D.Type, _ settings: [String: ReferenceValue]
  ) throws -> any OptimizerDefinition { try D.make(settings) }
}

/// Reads the tensors of a `.safetensors` file that holds nothing but float32.
struct SafeTensors {
  private struct Entry: Decodable {
    var dtype: String
    var shape: [Int]
    var data_offsets: [Int]
  }

  private(set) var tensors: [String: [Float]] = [:]

  init(_ file: URL) throws {
    let data = try [UInt8](Data(contentsOf: file))
    let length = (0..<8).reduce(0) { $0 | Int(data[$1]) << (8 * $1) }
    let header = try JSONSerialization.jsonObject(with: Data(data[8..<8 + length]))
    for (name, value) in try #require(header as? [String: Any]) where name != "__metadata__" {
      let entry = try JSONDecoder().decode(
        Entry.self, from: JSONSerialization.data(withJSONObject: value))
      #expect(entry.dtype == "F32")
      let start = 8 + length
      tensors[name] = stride(from: entry.data_offsets[0], to: entry.data_offsets[1], by: 4).map {
        let at = start + $0
        let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(data[at + $1]) << UInt32(8 * $1) }
        return Float(bitPattern: bits)
      }
    }
  }
}
