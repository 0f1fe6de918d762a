import Diagnostics
import Foundation
import Specification
import TestSupport
import Testing
import Training

@testable import AblateCommands

/// What is said about broken files: each code at its place, in these words.
struct InvalidCorpusTests {
  private let workspace: Workspace
  private let report: InvalidCorpus.Report

  init() throws {
    workspace = try Workspace()
    try InvalidCorpus.copy(to: workspace.folder)
    report = try InvalidCorpus.check(in: workspace.folder)
  }

  @Test func thereAreManyFiles() {
    #expect(InvalidCorpus.names.count >= 120)
  }

  @Test func eachMistakeIsFoundAtItsPlaceAndNothingElse() throws {
    for name in InvalidCorpus.names {
      let data = try Data(contentsOf: InvalidCorpus.folder.appending(path: name))
      let lines = String(decoding: data, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false)
      let found = report.diagnostics.filter { $0.file == name }
        .map { $0.text(in: lines) }.sorted()
      let expected = try InvalidCorpus.expectations(of: name)
      #expect(found == expected, "\(name)")
      #expect(!expected.isEmpty, "\(name) marks no mistake")
    }
  }

  /// The whole wording, so that a change of it is looked at.
  @Test func theWordsAreTheRecordedOnes() throws {
    var text = ""
    for name in InvalidCorpus.names {
      text += "\(name)\n"
      for finding in report.diagnostics where finding.file == name {
        text += "  \(finding.code) \(finding.message)\n"
        // Lists of everything that is known change with the vocabulary.
        if let hint = finding.hint, !hint.hasPrefix("known") { text += "    help: \(hint)\n" }
      }
    }
    try expectGolden(text, named: "invalid-corpus.txt")
  }

  @Test(arguments: DiagnosticCode.allCases)
  func eachCodeIsTriggeredBySomeFile(code: DiagnosticCode) {
    // No layer of this version reads others than the one before.
    if code == .unknownLayerReference, !Vocabulary.standard.features.contains(.layerInputs) {
      return
    }
    // Codes of tables that are compared are not about experiment files.
    if TableExample(code) != nil { return }
    #expect(report.diagnostics.contains { $0.code == code.rawValue })
  }

  /// What has one sure remedy gets it, and everything else stays as it is.
  @Test func fixesChangeWhatTheyShould() throws {
    let process = try ToolProcess(
      ["check", "--fix"] + InvalidCorpus.names, in: workspace.folder)
    let outcome = try process.wait()
    #expect(outcome.status == 2)
    let fixed = InvalidCorpus.folder.appending(path: "Fixed")
    for name in InvalidCorpus.names {
      let actual = try Data(contentsOf: workspace.folder.appending(path: name))
      let remedy = fixed.appending(path: name)
      let expected =
        try (try? Data(contentsOf: remedy))
        ?? Data(contentsOf: InvalidCorpus.folder.appending(path: name))
      let isExpected = actual == expected
      #expect(isExpected, "\(name) became:\n\(String(decoding: actual, as: UTF8.self))")
      let isShown = outcome.output.contains("--- \(name)\n+++ \(name)\n")
      #expect(isShown == FileManager.default.fileExists(atPath: remedy.path), "\(name)")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: fixed.path).sorted()
    #expect(names.count >= 30)
    for name in names { #expect(InvalidCorpus.names.contains(name), "\(name)") }
    // A second time there is nothing left to do.
    let again = try ToolProcess(["check", "--fix"] + names, in: workspace.folder).wait()
    #expect(!again.output.contains("--- "))
  }
}
