import Foundation
import Testing

/// Generic code that is not specialised runs some hundred times slower, without any other sign.
@Suite struct SpecializationTests {
  /// A witness of `Operation` that computes is specialised for both scalars.
  @Test func operationsAreSpecialized() throws {
    var checked = 0
    for file in try SourceTree.swiftFiles(in: "Sources/Engine") {
      for function in functions(of: file) where function.isWitness {
        checked += 1
        #expect(
          function.isSpecialized || function.delegates,
          "\(file.path):\(function.line): \(function.name) lacks @_specialize")
      }
    }
    #expect(checked >= 15, "only \(checked) functions found")
  }

  /// So are the loops of losses, optimizers and penalties, which are called through existentials.
  @Test(arguments: [
    "Sources/Engine/Losses", "Sources/Engine/Optimizers", "Sources/Engine/Penalties",
  ])
  func definitionsWithLoopsAreSpecialized(_ folder: String) throws {
    for file in try SourceTree.swiftFiles(in: folder) {
      for function in functions(of: file)
      where ["evaluate", "update", "apply"].contains(function.name) && function.isGenericMember {
        #expect(function.isSpecialized, "\(file.path):\(function.line): \(function.name)")
      }
    }
  }

  @Test func aMissingAttributeIsNoticed() {
    let lines = """
      final class BadOperation<S: EngineScalar>: Operation {
        @_specialize(where S == Float)
        func forward(_ chunk: Int, _ step: Step<S>) {
          for i in 0..<3 { use(i) }
        }
      }
      """
    let found = functions(of: SourceTree.File(path: "Bad.swift", text: lines))
    #expect(found.count == 1)
    #expect(found.allSatisfy { $0.isWitness && !$0.isSpecialized && !$0.delegates })
  }

  private struct Function {
    var name: String
    var line: Int
    var isWitness: Bool
    var isGenericMember: Bool
    var attributes: [String]
    var body: [String]

    var isSpecialized: Bool {
      ["Float", "Double"].allSatisfy { scalar in
        attributes.contains { $0.contains("@_specialize(where S == \(scalar))") }
      }
    }

    /// Whether it has no loop and no arithmetic of its own: every statement is a call that ends in
    /// specialised code, or a `guard`.
    var delegates: Bool {
      !body.contains { $0.contains("for ") || $0.contains("while ") || $0.contains("load(") }
    }
  }

  /// Functions with their attributes and bodies, found by their indentation, which the formatter
  /// keeps.
  private func functions(of file: SourceTree.File) -> [Function] {
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var isOperation = false
    var found: [Function] = []
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("}") { isOperation = false }
      if line.contains("class "), line.contains(": Operation {") { isOperation = true }
      guard
        let match = line.firstMatch(
          of:
            #/^  (?:package )?func (forward|backward|completeGradient|evaluate|update|apply)\b(<)?/#
        )
      else { continue }
      var attributes: [String] = []
      var above = index - 1
      while above >= 0, lines[above].trimmingCharacters(in: .whitespaces).hasPrefix("@") {
        attributes.append(lines[above])
        above -= 1
      }
      var body: [String] = []
      if !line.hasSuffix("}") {
        body = Array(lines[(index + 1)...].prefix { $0 != "  }" })
      } else {
        body = [line]
      }
      let name = String(match.1)
      found.append(
        Function(
          name: name, line: index + 1,
          isWitness: isOperation && ["forward", "backward", "completeGradient"].contains(name),
          isGenericMember: match.2 != nil && !file.path.hasSuffix("Definition.swift"),
          attributes: attributes, body: body))
    }
    return found
  }
}
