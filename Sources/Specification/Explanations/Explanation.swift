/// What can be said about one name: a section, a key, a definition or a rule.
package struct Explanation: Sendable {
  /// A key, a setting or a name with what is known of it.
  package struct Entry: Sendable {
    package var name: String
    /// What is accepted and what holds without it: `an integer at least 1; required`.
    package var facts: [String]
    package var help: String
  }

  /// What kind of thing it is: `layer`, `section`, `error code`.
  package var kind: String
  package var name: String
  /// Other names by which it is found, if nothing has them as its own.
  package var aliases: [String]
  /// Sentences.
  package var summary: String
  /// More sentences, for the explanation itself; may be empty.
  package var note: String
  /// What follows, as a heading: `Settings`.
  package var entriesTitle: String
  package var entries: [Entry]

  package var text: String { note.isEmpty ? summary : "\(summary) \(note)" }

  package init(
    kind: String, name: String, aliases: [String] = [], summary: String, note: String = "",
    entriesTitle: String = "", entries: [Entry] = []
  ) {
    self.kind = kind
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.note = note
    self.entriesTitle = entriesTitle
    self.entries = entries
  }
}
