/// The arithmetic of `${4 * width}`: numbers, parameters, `+ − × ÷` and parentheses.
indirect enum Expression: Equatable {
  enum Operation: Character {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
  }

  case number(Rational)
  case parameter(String)
  case binary(Operation, Expression, Expression)

  /// What is wrong with an expression, in words.
  struct Failure: Error, Equatable {
    var message: String
  }

  /// Reads the text between `${` and `}`.
  ///
  /// - Parameter text: `*`, `/` and `-` may also be written `×`, `÷` and `−`.
  /// - Throws: `Failure` when it is not an expression.
  init(_ text: String) throws(Failure) {
    if text.utf8.count > Self.maximumLength {
      throw Failure(message: "it is longer than \(Self.maximumLength) bytes")
    }
    var parser = Parser(rest: Array(text.unicodeScalars)[...])
    self = try parser.sum()
    if let stray = parser.next { throw Failure(message: "'\(stray)' is not expected here") }
  }

  /// Longer expressions are refused, so that no text can exhaust the stack.
  static let maximumLength = 1000

  /// The names of the parameters in it, in order.
  var parameters: [String] {
    switch self {
    case .number: []
    case .parameter(let name): [name]
    case .binary(_, let lhs, let rhs): lhs.parameters + rhs.parameters
    }
  }

  /// The exact value.
  func value(_ parameters: [String: Rational]) throws(Rational.Failure) -> Rational {
    switch self {
    case .number(let number): return number
    case .parameter(let name):
      guard let value = parameters[name] else {
        preconditionFailure("parameter '\(name)' has no value")
      }
      return value
    case .binary(let operation, let lhs, let rhs):
      let (left, right) = (try lhs.value(parameters), try rhs.value(parameters))
      switch operation {
      case .add: return try left + right
      case .subtract: return try left - right
      case .multiply: return try left * right
      case .divide: return try left / right
      }
    }
  }
}

extension Expression {
  /// A recursive-descent parser over the scalars of one expression.
  private struct Parser {
    var rest: ArraySlice<Unicode.Scalar>
    var depth = 0

    /// Deeper nesting is refused, so that no text can exhaust the stack.
    static let maximumDepth = 50

    /// The next scalar that is not white space.
    var next: Unicode.Scalar? {
      mutating get {
        while let first = rest.first, first == " " || first == "\t" || first == "\n" {
          rest = rest.dropFirst()
        }
        return rest.first
      }
    }

    mutating func operation(_ accepted: [Operation]) -> Operation? {
      let found: Operation? =
        switch next {
        case "+": .add
        case "-", "−": .subtract
        case "*", "×": .multiply
        case "/", "÷": .divide
        default: nil
        }
      guard let found, accepted.contains(found) else { return nil }
      rest = rest.dropFirst()
      return found
    }

    mutating func sum() throws(Failure) -> Expression {
      depth += 1
      defer { depth -= 1 }
      if depth > Self.maximumDepth { throw Failure(message: "it is nested too deeply") }
      var result = try product()
      while let operation = operation([.add, .subtract]) {
        result = .binary(operation, result, try product())
      }
      return result
    }

    mutating func product() throws(Failure) -> Expression {
      var result = try factor()
      while let operation = operation([.multiply, .divide]) {
        result = .binary(operation, result, try factor())
      }
      return result
    }

    mutating func factor() throws(Failure) -> Expression {
      depth += 1
      defer { depth -= 1 }
      if depth > Self.maximumDepth { throw Failure(message: "it is nested too deeply") }
      guard let first = next else {
        throw Failure(message: "a number, a parameter or '(' is missing at its end")
      }
      if let sign = operation([.add, .subtract]) {
        let operand = try factor()
        return sign == .add ? operand : .binary(.subtract, .number(Rational(0)), operand)
      }
      if first == "(" {
        rest = rest.dropFirst()
        let result = try sum()
        guard next == ")" else { throw Failure(message: "')' is missing") }
        rest = rest.dropFirst()
        return result
      }
      if first == "$" {
        rest = rest.dropFirst()
        guard let name = name() else { throw Failure(message: "a name is missing after '$'") }
        return .parameter(name)
      }
      if let name = name() { return .parameter(name) }
      return .number(try number(startingWith: first))
    }

    mutating func name() -> String? {
      guard let first = rest.first, ParameterName.isStart(first) else { return nil }
      let name = rest.prefix(while: ParameterName.isPart)
      rest = rest.dropFirst(name.count)
      return String(String.UnicodeScalarView(name))
    }

    mutating func number(startingWith first: Unicode.Scalar) throws(Failure) -> Rational {
      var text = String.UnicodeScalarView()
      while let scalar = rest.first {
        let isExponentSign =
          (scalar == "+" || scalar == "-") && (text.last == "e" || text.last == "E")
        guard
          ("0"..."9").contains(scalar) || scalar == "." || scalar == "e" || scalar == "E"
            || isExponentSign
        else { break }
        text.append(scalar)
        rest = rest.dropFirst()
      }
      if text.isEmpty { throw Failure(message: "'\(first)' is not expected here") }
      guard let number = Rational(decimal: String(text)) else {
        throw Failure(message: "'\(String(text))' is not a number with which it can be exact")
      }
      return number
    }
  }
}

/// The spelling of parameter names.
enum ParameterName {
  static func isStart(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
  }

  static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    isStart(scalar) || ("0"..."9").contains(scalar)
  }

  static func isValid(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first else { return false }
    return isStart(first) && name.unicodeScalars.allSatisfy(isPart)
  }
}
