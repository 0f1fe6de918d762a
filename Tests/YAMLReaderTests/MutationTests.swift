import Diagnostics
import TestSupport
import Testing

@testable import YAMLReader

/// Reads thousands of texts that are nearly an experiment.
@Suite struct MutationTests {
  static let experiment = """
    # yaml-language-server: $schema=../schema/experiment.schema.json
    name: lenet5-regularization     # names the results folder
    title: "Regularization: LeNet-5 on Fashion-MNIST"
    data: &data
      dataset: fashion-mnist
      validation: 0.2
    parameters: {learning_rate: 1e-1, momentum: .9, batch_norm: false, width: 0x10}
    network:
      - conv: {filters: "${4 * width}", kernel: 5, padding: 2}
      - batch_norm: {if: $batch_norm}
      - relu
      - dense: 120
    training:
      loss: cross_entropy
      optimizer: {sgd: {learning_rate: $learning_rate}}
      epochs: !!int 25
    sweep:
      grid:
        learning_rate: [0.1, 0.01,
                        0.001]
      variants:
        - name: 'It''s größer 🙂'
          description: >-
            A layer between
            two others
          parameters: {batch_norm: true}
        - &last
          name: Dropout
          data: {<<: *data, validation: ~}
        - *last

    """

  /// A small generator, so that a failure comes back with its seed (xorshift64*).
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state ^= state >> 12
      state ^= state << 25
      state ^= state >> 27
      return state &* 0x2545_F491_4F6C_DD1D
    }
  }

  static let inserted: [Unicode.Scalar] = Array(
    " \n\t\r:-,[]{}#&*!|>'\"%@`?~$\\<0aé🙂\u{0}\u{FEFF}\u{85}\u{2028}".unicodeScalars)

  func mutate(_ scalars: inout [Unicode.Scalar], using generator: inout Generator) {
    guard !scalars.isEmpty else { return }
    let place = Int.random(in: 0..<scalars.count, using: &generator)
    let length = min(Int.random(in: 1...12, using: &generator), scalars.count - place)
    let piece = scalars[place..<(place + length)]
    let character = Self.inserted.randomElement(using: &generator) ?? " "
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: scalars.remove(at: place)
    case 1: scalars.removeSubrange(piece.indices)
    case 2: scalars.insert(contentsOf: piece, at: place)
    case 3:
      let target = Int.random(in: 0...scalars.count, using: &generator)
      scalars.insert(contentsOf: piece, at: target)
    case 4: scalars[place] = character
    case 5: scalars.removeSubrange(place...)
    case 6: scalars.insert(contentsOf: Array(repeating: character, count: length), at: place)
    default: scalars.insert(character, at: place)
    }
  }

  /// All ranges of a node, each value once.
  func ranges(_ node: YAMLNode) -> [SourceRange] {
    switch node.content {
    case .scalar: [node.range]
    case .sequence(let items): [node.range] + items.flatMap(ranges)
    case .mapping(let entries):
      [node.range] + entries.flatMap { [$0.keyRange] + ranges($0.value) }
    }
  }

  @Test(.timeLimit(.minutes(2)), arguments: 1...20 as ClosedRange<UInt64>)
  func mutatedExperimentsAreReadOrRefused(_ seed: UInt64) throws {
    var generator = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15)
    let original = Array(Self.experiment.unicodeScalars)
    let renderer = DiagnosticRenderer()
    var refused = 0
    for round in 0..<100 {
      var scalars = original
      for _ in 0...(round % 4) { mutate(&scalars, using: &generator) }
      let text = String(String.UnicodeScalarView(scalars))
      let (node, diagnostics) = read(text)
      let found = diagnostics.diagnostics
      let places =
        (node.map(ranges) ?? []) + found.map(\.range)
        + found.flatMap { $0.notes.compactMap(\.range) }
      // Comments keep a failing text in the report; the expectation alone would not show it.
      #expect(places.allSatisfy(isInside), "\(text)")
      #expect(node != nil || diagnostics.hasErrors, "\(text)")
      #expect(renderer.render(diagnostics).isEmpty == found.isEmpty, "\(text)")
      for diagnostic in found {
        #expect(isWellWorded(diagnostic.message), "\(diagnostic.range.start) \(text)")
      }
      if diagnostics.hasErrors { refused += 1 }
    }
    // Otherwise the mutations are too tame to show anything, or everything is refused.
    #expect((10...95).contains(refused))
  }

  /// Whether a message is in our words rather than in libyaml's, and is one clause.
  func isWellWorded(_ message: String) -> Bool {
    !message.isEmpty && !message.hasSuffix(".") && !message.contains("found ")
      && !message.contains("did not find") && !message.contains("\n")
  }

  @Test func theUnchangedExperimentIsFine() {
    let (node, diagnostics) = read(Self.experiment)
    #expect(diagnostics.diagnostics == [])
    #expect(node?.mapping?.map(\.key).count == 7)
  }
}
