import Catalog
import Engine
import Foundation
import Testing

/// Reads the numbers made with PyTorch in the folder `References`.
enum References {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "References")

  /// The parsed file `References/<path>.json`; a missing or unreadable one is an error.
  static func load<T: Decodable>(_ path: String, as type: T.Type = T.self) throws -> T {
    let file = folder.appending(path: "\(path).json")
    return try JSONDecoder().decode(type, from: Data(contentsOf: file))
  }
}

/// A tensor of a reference file: values flat in row-major order.
struct ReferenceTensor: Decodable, Sendable {
  var shape: [Int]
  var values: [Double]

  /// One array for each index of the first dimension.
  var samples: [[Double]] {
    let size = shape.dropFirst().reduce(1, *)
    return (0..<shape[0]).map { Array(values[$0 * size..<($0 + 1) * size]) }
  }
}

/// A setting's value as JSON has it.
enum ReferenceValue: Decodable, Sendable {
  case boolean(Bool)
  case number(Double)
  case text(String)
  case list([ReferenceValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .boolean(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .list(try container.decode([ReferenceValue].self))
    }
  }

  /// The value as a setting of the given kind takes it.
  func value(for kind: SettingKind) -> Value {
    switch self {
    case .boolean(let flag): return .boolean(flag)
    case .text(let text): return .text(text)
    case .list(let items):
      return .list(items.map { $0.value(for: .number(.all)) })
    case .number(let number):
      switch kind {
      case .integer, .integerOrWord: return .integer(Int(number))
      case .definition(LengthRegistry.registry.family):
        return .call(Call(Updates.name, Arguments(["count": .integer(Int(number))])))
      case .boolean, .number, .choice, .numbers, .list, .definition, .numberOrDefinition, .text:
        return .number(number)
      }
    }
  }
}

/// A reference gives a setting that the definition does not declare.
struct UnknownSetting: Error, CustomStringConvertible {
  var description: String
}

extension Definition {
  /// Makes a definition of a reference's settings.
  static func make(_ settings: [String: ReferenceValue]) throws -> Self {
    var values: [String: Value] = [:]
    for (key, value) in settings {
      guard let setting = Self.settings.first(where: { $0.name == key }) else {
        throw UnknownSetting(description: "\(name) has no setting '\(key)'")
      }
      values[key] = value.value(for: setting.kind)
    }
    return Self(Arguments(values))
  }
}
