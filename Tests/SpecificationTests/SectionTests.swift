import Catalog
import Specification
import Testing

@Suite("Declared keys")
struct SectionTests {
  @Test(arguments: Section.experiment.all.map(\.path))
  func keysAreNamedOnceAndExplained(_ path: String) throws {
    let section = try #require(Section.experiment.all.first { $0.path == path })
    let names = section.keys.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(!names.isEmpty)
    for key in section.keys {
      #expect(key.help.hasSuffix("."), "\(path).\(key.name)")
      #expect(key.name == key.name.lowercased())
    }
  }

  @Test func pathsAreThoseOfTheFormat() {
    #expect(
      Section.experiment.all.map(\.path) == [
        "", "data", "data.limit", "training", "training.initialize", "training.gradient_clip",
        "training.early_stopping", "training.evaluate", "training.checkpoint", "sweep",
        "sweep.random", "sweep.refine", "sweep.select", "sweep.variants[]", "sweep.random",
        "sweep.refine", "report", "report.plots[]", "expect[]",
      ])
  }

  /// Defaults must be values that the key itself accepts.
  @Test func defaultsAreAccepted() {
    for section in Section.experiment.all {
      for key in section.keys {
        guard case .setting(let setting) = key.content, let value = setting.defaultValue else {
          continue
        }
        if case .choice(let words) = setting.kind {
          #expect(words.map { .text($0) }.contains(value), "\(section.path).\(key.name)")
        }
      }
    }
  }
}
