internal import Diagnostics

/// What a name that is not known was probably meant to be.
struct Correction {
  let name: String
  private let written: String
  private let isCertain: Bool

  /// Looks among the names that are valid where something else was written.
  ///
  /// - Parameters:
  ///   - written: What was written.
  ///   - names: The valid names, in the order of preference.
  init?(_ written: String, among names: [String]) {
    self.written = written
    if let name = Synonyms.meaning(of: written, among: names) {
      self.name = name
      isCertain = true
    } else if let match = Suggestion.match(for: written, among: names) {
      name = match.name
      let plain = written.lowercased()
      isCertain = match.isCertain && (plain == match.name || !Self.doubtful.contains(plain))
    } else {
      return nil
    }
  }

  /// Names that mean something else than those they resemble: `seed: 5` is one seed, `seeds: 5` are
  /// five, and other programs have layers and optimizers that are called nearly as ours.
  private static let doubtful: Set = [
    "seed", "beta", "beta1", "beta2",
    "elu", "celu", "gelu", "selu", "silu", "prelu", "nadam", "radam", "sgdw", "lamb",
  ]

  var hint: String { "did you mean '\(name)'?" }

  /// The change that puts it in place of what was written.
  ///
  /// - Parameters:
  ///   - range: Where it was written.
  ///   - taken: Names that stand there already, of which none may come twice.
  /// - Returns: `nil` when something else may have been meant.
  func fix(at range: SourceRange, taken: [String] = []) -> Fix? {
    // Behind an alias or in a dotted key another text stands there.
    let forms = [written, "'\(written)'", "\"\(written)\""]
    guard isCertain, !taken.contains(name), let text = range.text, forms.contains(text) else {
      return nil
    }
    return Fix(replacing: range, with: name)
  }
}
