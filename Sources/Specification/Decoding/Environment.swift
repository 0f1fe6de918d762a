internal import Diagnostics
internal import YAMLReader

/// The values that parameters have in one candidate.
struct Environment {
  /// What is to be read for each parameter, in place of `$name`.
  var values: [String: YAMLNode]

  /// Inside a stack: what `$item` stands for.
  var item: Located?

  /// All declared names, in declared order, for suggestions.
  let names: [String]

  /// Where they are declared, if there is such a section.
  let declaration: SourceRange?

  init(values: [String: YAMLNode], names: [String], declaration: SourceRange?) {
    self.values = values
    self.names = names
    self.declaration = declaration
  }
}

/// What a scalar asks for.
enum Reference {
  /// It stands for itself, with this text.
  case literal
  /// `$$text`: text that starts with a dollar sign.
  case escaped(String)
  case parameter(String)
  case expression(String)
  case malformed

  init(_ text: String) {
    guard text.hasPrefix("$") else {
      self = .literal
      return
    }
    let rest = text.dropFirst()
    if rest.hasPrefix("$") {
      self = .escaped(String(rest))
    } else if rest.hasPrefix("{"), rest.hasSuffix("}") {
      self = .expression(String(rest.dropFirst().dropLast()))
    } else if ParameterName.isValid(String(rest)) {
      self = .parameter(String(rest))
    } else {
      self = .malformed
    }
  }
}
