/// The XML that JUnit writes, as continuous integration reads it.
enum JUnitReport {
  /// A test suite for each group, in the order in which they come first; no times and no hosts.
  static func text(_ items: [CheckList.Item]) -> String {
    var groups: [String] = []
    for item in items where !groups.contains(item.group) { groups.append(item.group) }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"ablate\" \(counts(items))>\n"
    for group in groups {
      let own = items.filter { $0.group == group }
      text += "  <testsuite name=\"\(escaped(group))\" \(counts(own))>\n"
      for item in own { text += element(item) }
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  private static func counts(_ items: [CheckList.Item]) -> String {
    "tests=\"\(items.count)\" failures=\"\(items.count { $0.failure != nil })\" errors=\"0\" "
      + "skipped=\"\(items.count { $0.skipped != nil })\""
  }

  private static func element(_ item: CheckList.Item) -> String {
    let head =
      "    <testcase classname=\"\(escaped(item.group))\" name=\"\(escaped(item.title))\""
    let outcomes = [("failure", item.failure), ("skipped", item.skipped)].compactMap { name, text in
      text.map { "      <\(name) message=\"\(escaped($0))\"/>\n" }
    }
    if outcomes.isEmpty { return "\(head)/>\n" }
    return "\(head)>\n\(outcomes.joined())    </testcase>\n"
  }

  /// A text as XML's attributes can hold it; characters that XML has none for become a mark.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      case _: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
