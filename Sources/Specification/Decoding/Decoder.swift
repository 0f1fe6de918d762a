internal import Catalog
internal import Diagnostics
internal import YAMLReader

/// Reads typed values from nodes, with parameters replaced, and collects every mistake.
struct Decoder {
  let vocabulary: Vocabulary

  /// `nil` where parameters have no place: outside of `data`, `network` and `training`.
  var environment: Environment?

  /// The parameters that were looked up.
  var used: Set<String> = []

  var diagnostics = DiagnosticList()

  /// Whether mistakes in values that come from parameters are passed over.
  ///
  /// A layer that is switched off may hold values that would not do if it were on.
  var isLenient = false

  /// Longer chains of parameters that refer to each other are refused.
  static let maximumChain = 30

  init(vocabulary: Vocabulary, environment: Environment? = nil) {
    self.vocabulary = vocabulary
    self.environment = environment
  }

  /// Adds a mistake in a value, with notes on the parameters that brought the value there.
  mutating func report(
    _ code: DiagnosticCode, at located: Located, _ message: String, hint: String? = nil,
    notes: [Diagnostic.Note] = [], fix: Fix? = nil, subject: String? = nil
  ) {
    if isLenient && !located.uses.isEmpty { return }
    diagnostics.report(
      code, at: located.range, message, hint: hint, notes: located.uses + notes, fix: fix,
      subject: subject)
  }

  /// The value that a scalar such as `$width` stands for; other values as they are.
  ///
  /// - Returns: `nil` when there is none, which has been reported.
  mutating func resolve(_ located: Located) -> Located? {
    guard environment != nil else { return located }
    return resolve(located, visiting: [])
  }

  private mutating func resolve(_ located: Located, visiting: [String]) -> Located? {
    guard let scalar = located.node.scalar, scalar.kind == .string else { return located }
    switch Reference(scalar.text) {
    case .literal: return located
    case .escaped(let text):
      let literal = YAMLScalar(text: text, isPlain: false, kind: .string)
      return Located(YAMLNode(.scalar(literal), at: located.range), uses: located.uses)
    case .parameter(let name): return lookUp(name, at: located, visiting: visiting)
    case .expression(let text): return evaluate(text, at: located, visiting: visiting)
    case .malformed:
      report(
        .invalidExpression, at: located, "'\(scalar.text)' is neither '$name' nor '${expression}'",
        hint: "write '$$' for a text that starts with a dollar sign",
        subject: String(scalar.text.dropFirst()))
      return nil
    }
  }

  private mutating func lookUp(_ name: String, at located: Located, visiting: [String]) -> Located?
  {
    guard let environment else { return nil }
    let item = name == StackKeys.item ? environment.item : nil
    guard let value = item?.node ?? environment.values[name] else {
      // A declared parameter without a value has been reported.
      if environment.names.contains(name) { return nil }
      let nearest = Suggestion.match(for: name, among: environment.names)
      let isWhole = located.range.text == "$" + name
      diagnostics.report(
        .undefinedParameter, at: located.range, "undefined parameter '\(name)'",
        hint: nearest.map { "did you mean '$\($0.name)'?" }
          ?? (name == StackKeys.item
            ? "'$\(name)' has a value only in the layers of a stack"
            : "declare it under 'parameters'"),
        notes: located.uses
          + (environment.declaration.map { [.init("parameters are declared here", at: $0)] } ?? []),
        fix: nearest.flatMap {
          isWhole && $0.isCertain ? Fix(replacing: located.range, with: "$" + $0.name) : nil
        }, subject: name)
      return nil
    }
    if visiting.contains(name) {
      diagnostics.report(
        .invalidExpression, at: located.range, "the value of parameter '\(name)' depends on itself")
      return nil
    }
    // The uses count too: a value may hold a parameter that stands for that very value.
    if max(visiting.count, located.uses.count) >= Self.maximumChain {
      diagnostics.report(
        .limitExceeded, at: located.range,
        "more than \(Self.maximumChain) parameters refer to each other in a row")
      return nil
    }
    used.insert(name)
    let use = Diagnostic.Note(
      item == nil ? "parameter '\(name)' is used here" : "'$\(name)' is used here",
      at: located.range)
    let uses = located.uses + [use] + (item?.uses ?? [])
    return resolve(Located(value, uses: uses), visiting: visiting + [name])
  }

  private mutating func evaluate(_ text: String, at located: Located, visiting: [String])
    -> Located?
  {
    let expression: Expression
    do throws(Expression.Failure) {
      expression = try Expression(text)
    } catch {
      diagnostics.report(
        .invalidExpression, at: located.range, "'${\(text)}' cannot be read: \(error.message)",
        notes: located.uses)
      return nil
    }
    var values: [String: Rational] = [:]
    var operands: [Diagnostic.Note] = []
    for name in expression.parameters where values[name] == nil {
      guard let operand = lookUp(name, at: Located(located.node), visiting: visiting) else {
        return nil
      }
      guard let scalar = operand.node.scalar, let number = scalar.rational else {
        report(
          .wrongType, at: operand,
          "parameter '\(name)' must be a number to be calculated with, not "
            + operand.node.kindDescription)
        return nil
      }
      values[name] = number
      operands.append(.init("'\(name)' is \(scalar.text) here", at: operand.range))
    }
    do throws(Rational.Failure) {
      let scalar = YAMLScalar(try expression.value(values))
      return Located(YAMLNode(.scalar(scalar), at: located.range), uses: located.uses + operands)
    } catch {
      let reason =
        switch error {
        case .divisionByZero: "divides by zero"
        case .tooLarge: "is too large to be exact"
        }
      diagnostics.report(
        .invalidExpression, at: located.range, "'${\(text)}' \(reason)",
        notes: located.uses + operands)
      return nil
    }
  }
}

extension YAMLScalar {
  /// A number as exact arithmetic gives it.
  init(_ number: Rational) {
    if let integer = number.integer {
      self.init(text: String(integer), isPlain: true, kind: .integer(integer))
    } else {
      let double = number.double
      self.init(text: double.shortest, isPlain: true, kind: .number(double))
    }
  }

  /// The number as it is written; `nil` for other scalars and for infinities.
  var rational: Rational? {
    switch kind {
    case .integer(let integer): Rational(integer)
    case .number: Rational(decimal: text)
    case .null, .boolean, .string: nil
    }
  }
}
