@unsafe @preconcurrency internal import CArguments
internal import Diagnostics
internal import Foundation
internal import Guarding

/// Reads a subcommand's command line with `getopt_long`, as its option table says.
///
/// Options and operands may be mixed; `--` ends the options.
package struct ArgumentReader: Sendable {
  private let options: [Option]

  /// `getopt_long` keeps its place in global variables.
  private static let turn = Guarded(())

  /// Codes of options begin above all characters, so that they never look like a short option.
  private static let firstCode: Int32 = 256

  package init(options: [Option]) {
    self.options = options
  }

  /// Reads the words after the subcommand's name.
  ///
  /// - Throws: `UsageError` for the first word that does not fit.
  package func read(_ words: [String]) throws(UsageError) -> ParsedArguments {
    let outcome = Self.turn.withLock { _ in
      Result { () throws(UsageError) in try scan(words) }
    }
    let parsed = try outcome.get()
    for option in options where !option.isRepeatable && parsed.values(of: option).count > 1 {
      throw UsageError("'--\(option.name)' is given twice")
    }
    return parsed
  }

  /// The short options in `getopt` notation.
  ///
  /// The dash returns operands in place, the colon tells a missing value from an unknown option.
  private var shortOptions: String {
    "-:"
      + options.compactMap { option in
        option.short.map { "\($0)" + (option.value == nil ? "" : ":") }
      }.joined()
  }

  private func scan(_ words: [String]) throws(UsageError) -> ParsedArguments {
    let arguments = CStrings(["ablate"] + words)
    let names = CStrings(options.map(\.name))
    var table: [CArguments.option] = unsafe []
    for (index, option) in options.enumerated() {
      unsafe table.append(
        CArguments.option(
          name: UnsafePointer(names[index]),
          has_arg: option.value == nil ? no_argument : required_argument, flag: nil,
          val: Self.firstCode + Int32(index)))
    }
    unsafe table.append(CArguments.option())

    var parsed = ParsedArguments()
    #if canImport(Darwin)
      optreset = 1
      optind = 1
    #else
      // Makes glibc start anew, also after a call that ended in the middle of a word.
      optind = 0
    #endif
    opterr = 0
    while true {
      let code = unsafe getopt_long(
        arguments.count, arguments.pointers, shortOptions, table, nil)
      if code == -1 { break }
      let value = unsafe optarg.map { unsafe String(cString: $0) } ?? ""
      if code == 1 {
        parsed.add(operand: value)
      } else if let option = option(code: code) {
        parsed.add(option, value)
      } else {
        throw mistake(code, rejected: optopt, word: words[safely: Int(optind) - 2])
      }
    }
    for word in words.dropFirst(max(0, Int(optind) - 1)) { parsed.add(operand: word) }
    return parsed
  }

  /// The option that `getopt_long` means by a code: a position in the table, or a short option.
  private func option(code: Int32) -> Option? {
    if code >= Self.firstCode { return options[safely: Int(code - Self.firstCode)] }
    return options.first { option in
      option.short.flatMap(\.asciiValue).map(Int32.init) == code
    }
  }

  /// What to say about a word that does not fit.
  ///
  /// - Parameters:
  ///   - code: `:` for a missing value, `?` for everything else.
  ///   - rejected: The option in question, or 0 for an unknown long option.
  ///   - word: The word in question, where it is a long option.
  /// - Returns: The mistake with a hint.
  private func mistake(_ code: Int32, rejected: Int32, word: String?) -> UsageError {
    let known = rejected == 0 ? nil : option(code: rejected)
    if let known, code == Int32(UInt8(ascii: ":")) {
      return UsageError("'--\(known.name)' needs a value: \(known.value ?? "VALUE")")
    }
    if let known { return UsageError("'--\(known.name)' takes no value") }
    if rejected != 0, let scalar = Unicode.Scalar(UInt32(rejected)) {
      return UsageError("unknown option '-\(Character(scalar))'")
    }
    let given = String((word ?? "").prefix { $0 != "=" })
    let similar = options.map { "--\($0.name)" }.filter { $0.hasPrefix(given) }
    if similar.count > 1 {
      return UsageError("'\(given)' could be \(similar.joined(separator: " or "))")
    }
    return UsageError(
      "unknown option '\(given)'",
      hint: Suggestion.nearest(to: given, among: options.map { "--\($0.name)" }).map {
        "did you mean '\($0)'?"
      })
  }
}

extension Array {
  fileprivate subscript(safely index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
