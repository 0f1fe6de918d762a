import Catalog
import Foundation
import Specification
import Testing

@Suite struct SchemaWriterTests {
  private typealias Object = [String: Any]

  /// A vocabulary without features and one with all of them.
  private static var vocabularies: [Vocabulary] {
    var full = Vocabulary.fake
    full.features = Set(Vocabulary.Feature.allCases)
    full.penalties = Registry(family: "penalty", [Fake.Dropout.self])
    full.augmentations = Registry(family: "augmentation", [Fake.Dropout.self])
    return [.fake, full]
  }

  private func parse(_ text: String) throws -> Object {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object)
  }

  @Test func everyLinkLeadsToADefinition() throws {
    for vocabulary in Self.vocabularies {
      let schema = try parse(SchemaWriter(vocabulary).text)
      let definitions = try #require(schema["$defs"] as? Object)
      let links = links(in: schema)
      #expect(links.count > 20)
      for link in links {
        #expect(
          link.hasPrefix("#/$defs/") && definitions[String(link.dropFirst(8))] != nil, "\(link)")
      }
    }
  }

  private func links(in value: Any) -> [String] {
    if let items = value as? [Any] { return items.flatMap { links(in: $0) } }
    guard let object = value as? Object else { return [] }
    return object.flatMap { name, value in
      name == "$ref" ? [value as? String].compactMap { $0 } : links(in: value)
    }
  }

  @Test func repeatedWritingGivesTheSameText() {
    #expect(SchemaWriter(.fake).text == SchemaWriter(.fake).text)
  }

  @Test func whatIsNotImplementedIsNoKey() throws {
    let keys = try Self.vocabularies.map { vocabulary -> Set<String> in
      let definitions = try #require(try parse(SchemaWriter(vocabulary).text)["$defs"] as? Object)
      let mapping = (definitions["training"] as? Object)?["else"] as? Object
      let properties = try #require(mapping?["properties"] as? Object)
      return Set(properties.keys)
    }
    #expect(keys[0].contains("optimizer"))
    #expect(keys[1].subtracting(keys[0]) == ["gradient_clip", "penalty"])
  }
}
