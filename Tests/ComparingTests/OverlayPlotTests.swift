import Diagnostics
import Testing

@testable import Comparing

@Suite struct OverlayPlotTests {
  private static let curves = """
    variant,seed,epoch,metric,value
    Plain,2,1,test_accuracy,0.5
    Plain,2,2,test_accuracy,0.7

    """

  private func missing(_ a: String?, _ b: String?) throws -> [String]? {
    var (old, new) = (ResultsFixture.seeds(1).files, ResultsFixture.seeds(1).files)
    (old["curves.csv"], new["curves.csv"]) = (a, b)
    let comparison = try compare(old, new)
    let plot = try #require(OverlayPlot(comparison, comparison.experiments[0], metric: nil))
    var diagnostics = DiagnosticList()
    let drawing = try plot.drawing(into: &diagnostics)
    #expect(diagnostics.isEmpty)
    return drawing?.missing
  }

  @Test func aSideWithoutCurvesIsNamed() throws {
    #expect(try missing(Self.curves, Self.curves) == [])
    #expect(try missing(Self.curves, nil) == ["B"])
    #expect(try missing(nil, Self.curves) == ["A"])
    let others = Self.curves.replacing("test_accuracy", with: "train_loss")
    #expect(try missing(Self.curves, others) == ["B"])
    #expect(try missing(nil, nil) == nil)
  }
}
