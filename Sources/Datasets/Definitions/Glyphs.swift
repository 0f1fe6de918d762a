package import Catalog

/// Invented figures that the program draws itself: no files, no network, the same everywhere.
///
/// Some of the training labels are wrong on purpose (those to test with are right), so that
/// memorizing them costs accuracy and regularization shows.
package struct Glyphs: DatasetDefinition {
  package static let name = "glyphs"
  package static let summary =
    "70,000 invented stroke figures of ten kinds, grey pictures of 28×28, drawn by the program."
  package static let settings: [any SettingDeclaration] = []

  package init(_ arguments: Arguments) {}

  package var description: DatasetDescription? { Self.knownDescription }

  private static let knownDescription = DatasetDescription(
    height: GlyphPainter.size, width: GlyphPainter.size, channels: 1,
    classNames: GlyphFigure.all.map(\.name), trainingCount: 60_000, testCount: 10_000)

  package func load(from locator: DatasetLocator) throws -> Dataset {
    draw(training: Self.knownDescription.trainingCount, test: Self.knownDescription.testCount)
  }

  package func load(_ selection: DatasetSelection, from locator: DatasetLocator) throws -> Dataset {
    guard selection.classes.isEmpty else { return try load(from: locator).selecting(selection) }
    let known = Self.knownDescription
    let training = selection.trainingLimit ?? known.trainingCount
    let test = selection.testLimit ?? known.testCount
    try DatasetSelection.check(limit: training, of: known.trainingCount, .trainingLimit)
    try DatasetSelection.check(limit: test, of: known.testCount, .testLimit)
    return draw(training: training, test: test)
  }

  /// Draws the first examples of both parts.
  private func draw(training: Int, test: Int) -> Dataset {
    func part(_ name: String, _ count: Int, hasWrongLabels: Bool) -> ExampleSet {
      var painter = GlyphPainter(part: name, hasWrongLabels: hasWrongLabels)
      var pixels: [UInt8] = []
      var labels: [UInt8] = []
      pixels.reserveCapacity(count * GlyphPainter.size * GlyphPainter.size)
      labels.reserveCapacity(count)
      for example in 0..<count { labels.append(painter.paint(example: example, into: &pixels)) }
      return ExampleSet(values: .bytes(pixels), labels: labels)
    }
    return Dataset(
      description: Self.knownDescription,
      training: part("training", training, hasWrongLabels: true),
      test: part("test", test, hasWrongLabels: false))
  }
}
