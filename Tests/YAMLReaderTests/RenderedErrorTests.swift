import Diagnostics
import TestSupport
import Testing

@testable import YAMLReader

/// How mistakes in a file look to the person who made them.
@Suite struct RenderedErrorTests {
  @Test func mistakesThatLeaveTheRestReadable() throws {
    let text = """
      name: first
      data: &data
        dataset: glyphs
        validation: 0.2
        dataset: mnist
      network:
        - conv: {filters:6, kernel: 5}
        - dense: !!int many
        - relu: *dat
      sweep:
        <<: 3
        grid: {größe: [1e999], 学習率: 1, 学習率: 2}
      """ + "\n---\nname: second\n"
    var diagnostics = DiagnosticList()
    let file = SourceFile(name: "experiments/a.yaml", text: text)
    _ = YAMLReader.read(file, into: &diagnostics)
    try expectGolden(
      DiagnosticRenderer().render(diagnostics), named: "mistakes.txt")
  }

  /// Short broken files, each with the one message that stops its reading.
  @Test func mistakesThatEndTheReading() throws {
    let texts = [
      "data:\n  dataset: glyphs\n\tvalidation: 0.2\n",
      "training:\n  epochs: 25\n    loss: hinge\n",
      "training:\n    epochs: 25\n  loss: hinge\n",
      "title: Dropout: a study\n",
      "title: 'It's a study'\n",
      "title: \"A study\nname: study\n",
      "network:\n  - conv: {filters: 6, kernel: 5\n  - relu\n",
      "network:\n  - conv: {filters: ${4 * width}, kernel: 5}\n",
      "sweep:\n  grid:\n    dropout: [0.1, 0.2}\n",
      "training:\n  epochs:25\n  loss: hinge\n",
      "report:\n  heading: @work\n",
      "",
    ]
    var rendered = ""
    for text in texts {
      var diagnostics = DiagnosticList()
      #expect(YAMLReader.read(SourceFile(name: "a.yaml", text: text), into: &diagnostics) == nil)
      #expect(diagnostics.diagnostics.count == 1)
      rendered += diagnostics.sorted.map { DiagnosticRenderer().render($0) }.joined() + "\n"
    }
    try expectGolden(rendered, named: "stops.txt")
  }
}
