/// Words of commands that a reader may copy into a shell.
enum ShellWord {
  /// A file as an operand: in quotes where a shell would read it in another way, and never like an
  /// option.
  static func operand(_ path: String) -> String {
    quoted(path.hasPrefix("-") ? "./" + path : path)
  }

  /// A text as one word of a shell.
  static func quoted(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.unicodeScalars.allSatisfy(isPlain)
    return isPlain ? text : "'" + text.replacing("'", with: #"'\''"#) + "'"
  }

  /// Whether a character stands for itself in all shells and in every place of a word.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      || "_-./,:+@%".unicodeScalars.contains(scalar)
  }
}
