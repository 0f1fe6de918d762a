internal import Diagnostics

/// The entries of a mapping whose keys have been checked.
struct Fields {
  /// The mapping.
  var located: Located

  private var fields: [String: Field] = [:]

  /// Names that unknown keys were probably meant to be; they are not missing as well.
  var misspelled: Set<String> = []

  init(_ located: Located, _ fields: [Field]) {
    self.located = located
    for field in fields where self.fields[field.key] == nil { self.fields[field.key] = field }
  }

  subscript(name: String) -> Field? { fields[name] }
}
