import Foundation
import Randomness
import Testing

/// The generator against the vectors of the Random123 distribution and further computed ones.
@Suite struct PhiloxTests {
  private struct Vectors: Decodable {
    struct Vector: Decodable {
      var counter: [String]
      var key: [String]
      var output: [String]
    }
    var published: [Vector]
    var computed: [Vector]
  }

  private static func words(_ text: [String]) throws -> [UInt32] {
    try text.map { try #require(UInt32($0, radix: 16)) }
  }

  @Test func givesTheKnownAnswers() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "EngineTests/References/philox/vectors.json")
    let vectors = try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: file))
    #expect(vectors.published.count >= 3 && vectors.computed.count >= 3)
    for vector in vectors.published + vectors.computed {
      let key = try Self.words(vector.key)
      let counter = try Self.words(vector.counter)
      let output = Philox(key: SIMD2(key)).words(at: SIMD4(counter))
      #expect(output == SIMD4(try Self.words(vector.output)), "at counter \(vector.counter)")
    }
  }

  @Test func everyInputBitMatters() {
    let base = Philox(key: SIMD2(1, 2)).words(at: SIMD4(3, 4, 5, 6))
    for bit in 0..<32 {
      let flip = UInt32(1) << UInt32(bit)
      for word in 0..<4 {
        var counter = SIMD4<UInt32>(3, 4, 5, 6)
        counter[word] ^= flip
        #expect(Philox(key: SIMD2(1, 2)).words(at: counter) != base)
      }
      for word in 0..<2 {
        var key = SIMD2<UInt32>(1, 2)
        key[word] ^= flip
        #expect(Philox(key: key).words(at: SIMD4(3, 4, 5, 6)) != base)
      }
    }
  }
}
