extension DiagnosticRenderer {
  /// What a piece of the output is, which decides its colour.
  enum Ink {
    case error
    case warning
    case note
    case help
    case gutter
    case strong
    case faint

    init(_ severity: Severity) {
      switch severity {
      case .error: self = .error
      case .warning: self = .warning
      }
    }

    /// The parameters of the terminal's colour sequence.
    fileprivate var parameters: String {
      switch self {
      case .error: "1;31"
      case .warning: "1;33"
      case .note: "1;36"
      case .help: "1;32"
      case .gutter: "34"
      case .strong: "1"
      case .faint: "2"
      }
    }
  }

  func style(_ text: String, _ ink: Ink) -> String {
    usesColor && !text.isEmpty ? "\u{1B}[\(ink.parameters)m\(text)\u{1B}[0m" : text
  }
}
