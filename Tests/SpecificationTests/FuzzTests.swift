import Diagnostics
import Specification
import Testing

/// Experiment files with random edits; the seed makes failures repeat.
@Suite("Random edits of an experiment file")
struct FuzzTests {
  private static let pieces = [
    "$", "${", "}", "{", "[", "]", ":", ": ", ",", "- ", "\n", "  ", "\"", "'", "#", "&a ", "*a",
    "<<: ", "~", "0", "-1", "1e308", ".inf", "9223372036854775807", "true", "null", "learning_rate",
    "if", "name", "grid", "zip", "{log: [1e-9, 1e9], count: 3}", "{linear: [0, 1], count: 9999}",
    "$momentum", "${momentum * 2}", "${1/0}", "é", "\u{1F600}", "\t", "|", ">", "?", "---", "!t ",
  ]

  /// A linear congruential generator, enough to choose edits.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  @Test(arguments: 0..<8)
  func readingAlwaysEnds(_ seed: UInt64) {
    var generator = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15)
    let original = Array(DesignExample.text)
    #if DEBUG
      let count = 25
    #else
      let count = 250
    #endif
    for _ in 0..<count {
      var text = original
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<text.count, using: &generator)
        let length = min(Int.random(in: 0...12, using: &generator), text.count - place)
        let piece = Self.pieces.randomElement(using: &generator) ?? ""
        text.replaceSubrange(place..<(place + length), with: Array(piece))
      }
      var diagnostics = DiagnosticList()
      let file = SourceFile(name: "test.yaml", text: String(text))
      let experiment = ExperimentReader.read(file, vocabulary: .fake, into: &diagnostics)
      #expect((experiment == nil) == diagnostics.hasErrors)
      for diagnostic in diagnostics.diagnostics {
        #expect((1...file.lines.count).contains(diagnostic.range.start.line))
        #expect(diagnostic.range.start <= diagnostic.range.end)
      }
    }
  }
}
