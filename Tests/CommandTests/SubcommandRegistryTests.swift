import AblateCommands
import Foundation
import TestSupport
import Testing

struct SubcommandRegistryTests {
  @Test func namesAreUniqueAndPlain() {
    let names = SubcommandRegistry.all.map { $0.name }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isLowercase } })
  }

  @Test func everySubcommandFileIsRegisteredExactlyOnce() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/AblateCommands/Subcommands").standardized
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .map { String($0.dropLast(".swift".count)) }
    #expect(SubcommandRegistry.all.map { "\($0)" }.sorted() == files.sorted())
  }

  @Test(arguments: SubcommandRegistry.all.map { $0.name })
  func optionsAreWellFormed(name: String) throws {
    let subcommand = try #require(SubcommandRegistry.subcommand(named: name))
    let options = subcommand.options + [Option.help]
    #expect(Set(options.map(\.name)).count == options.count)
    let shorts = options.compactMap(\.short)
    #expect(Set(shorts).count == shorts.count)
    #expect(shorts.allSatisfy { $0.isASCII })
    for option in options {
      #expect(option.name.allSatisfy { $0 == "-" || ($0.isASCII && $0.isLowercase) })
      #expect(!option.help.isEmpty && !option.help.hasSuffix("."))
      #expect(option.value.map { $0 == $0.uppercased() } ?? true)
    }
  }

  @Test(arguments: SubcommandRegistry.all.map { $0.name })
  func helpMentionsEveryOption(name: String) throws {
    let subcommand = try #require(SubcommandRegistry.subcommand(named: name))
    let help = HelpWriter.help(of: subcommand)
    for option in subcommand.options + [Option.help] { #expect(help.contains("--\(option.name)")) }
    #expect(help.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: SubcommandRegistry.all.map { $0.name })
  func helpIsAsRecorded(name: String) throws {
    let subcommand = try #require(SubcommandRegistry.subcommand(named: name))
    try expectGolden(HelpWriter.help(of: subcommand), named: "help-\(name).txt")
  }

  @Test func overviewIsAsRecorded() throws {
    try expectGolden(HelpWriter.overview(SubcommandRegistry.all), named: "help.txt")
  }
}
