import Diagnostics
import Specification
import Testing
import Training

@testable import AblateCommands

/// `explain` shows a mistake for each code.
struct CodeExampleTests {
  private let loader = ExperimentLoader(ParsedArguments(), .standard)

  @Test(arguments: DiagnosticCode.allCases)
  func eachCodeHasAnExampleThatTriggersIt(code: DiagnosticCode) {
    // No layer of this version reads others than the one before.
    if code == .unknownLayerReference, !Vocabulary.standard.features.contains(.layerInputs) {
      return
    }
    let text = CodeExample(code).text(loader)
    #expect(text.contains(" [\(code.rawValue)]\n"))
    let prefix =
      switch code {
      case .unreadableFile: "no/such/example.yaml: "
      case _ where TableExample(code) != nil: "results/"
      case _: "example.yaml:"
      }
    #expect(text.hasPrefix(prefix))
  }

  @Test func theyAreShown() throws {
    let workspace = try Workspace()
    let outcome = try ToolProcess.run("explain", "E0404", in: workspace.folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\nExample:\n\nexample.yaml:9:5: error: "))
  }
}
