/// What a setting accepts; the only source of decoding, range checks, hints and schema.
package indirect enum SettingKind: Hashable, Sendable {
  case boolean
  case integer(IntegerRange)
  case number(NumberRange)
  /// One of a closed list of words.
  case choice([String])
  /// An integer, or one of some words: `padding: same`.
  case integerOrWord(IntegerRange, [String])
  /// A fixed number of numbers: `betas: [0.9, 0.999]`.
  case numbers(count: Int, NumberRange)
  /// A list of any length.
  case list(SettingKind)
  /// A definition of a family (`initializer`, `schedule`): its name, or its name with settings.
  case definition(family: String)
  /// A number, or a definition of a family: a learning rate and its schedules.
  case numberOrDefinition(NumberRange, family: String)
  /// Free text.
  case text
}

/// A setting without its value type, for lists.
package protocol SettingDeclaration: Sendable {
  var name: String { get }
  var kind: SettingKind { get }
  var defaultValue: Value? { get }
  /// Whether it may be absent although it has no default.
  var isOptional: Bool { get }
  /// Numbers outside are legal but earn a warning; `nil`: nothing does.
  var usual: NumberRange? { get }
  /// One sentence for `explain`, the schema and the reference.
  var help: String { get }
}

extension SettingDeclaration {
  /// Whether a file must give it.
  package var isRequired: Bool { defaultValue == nil && !isOptional }
}

/// One setting of a configurable thing: its name, what it accepts, its default and its help.
///
/// A setting without default is required, unless it is optional: then its absence means something
/// of its own, such as a pooling stride that equals the window, and it is read with
/// `arguments[optional: Self.stride]`.
package struct Setting<T: SettingValue>: SettingDeclaration {
  package let name: String
  package let kind: SettingKind
  package let defaultValue: Value?
  package let isOptional: Bool
  package let usual: NumberRange?
  package let help: String

  package init(
    _ name: String, _ kind: SettingKind, default: T? = nil, isOptional: Bool = false,
    usual: NumberRange? = nil, help: String
  ) {
    self.name = name
    self.kind = kind
    defaultValue = `default`.map(\.value)
    self.isOptional = isOptional
    self.usual = usual
    self.help = help
  }
}

extension Setting where T == Double {
  package init(
    _ name: String, in range: NumberRange, default: Double? = nil, isOptional: Bool = false,
    usual: NumberRange? = nil, help: String
  ) {
    self.init(
      name, .number(range), default: `default`, isOptional: isOptional, usual: usual, help: help)
  }
}

extension Setting where T == Int {
  package init(
    _ name: String, in range: IntegerRange, default: Int? = nil, isOptional: Bool = false,
    help: String
  ) {
    self.init(name, .integer(range), default: `default`, isOptional: isOptional, help: help)
  }
}

extension Setting where T == Bool {
  package init(_ name: String, default: Bool? = nil, isOptional: Bool = false, help: String) {
    self.init(name, .boolean, default: `default`, isOptional: isOptional, help: help)
  }
}

extension Setting
where T: CaseIterable & RawRepresentable & Sendable, T.RawValue == String {
  /// A setting that accepts the raw values of an enumeration.
  package init(oneOf name: String, default: T? = nil, isOptional: Bool = false, help: String) {
    self.init(
      name, .choice(T.allCases.map(\.rawValue)), default: `default`, isOptional: isOptional,
      help: help)
  }
}

/// A Swift type that a setting's value can be read as.
package protocol SettingValue {
  init?(_ value: Value)
  var value: Value { get }
}

extension Bool: SettingValue {
  package init?(_ value: Value) {
    guard case .boolean(let flag) = value else { return nil }
    self = flag
  }
  package var value: Value { .boolean(self) }
}

extension Int: SettingValue {
  package init?(_ value: Value) {
    guard case .integer(let number) = value else { return nil }
    self = number
  }
  package var value: Value { .integer(self) }
}

extension Double: SettingValue {
  package init?(_ value: Value) {
    switch value {
    case .number(let number): self = number
    case .integer(let number): self = Double(number)
    default: return nil
    }
  }
  package var value: Value { .number(self) }
}

extension String: SettingValue {
  package init?(_ value: Value) {
    guard case .text(let text) = value else { return nil }
    self = text
  }
  package var value: Value { .text(self) }
}

extension SettingValue where Self: RawRepresentable, RawValue == String {
  package init?(_ value: Value) {
    guard case .text(let text) = value, let known = Self(rawValue: text) else { return nil }
    self = known
  }
  package var value: Value { .text(rawValue) }
}

extension Value: SettingValue {
  package init?(_ value: Value) { self = value }
  package var value: Value { self }
}

extension Call: SettingValue {
  package init?(_ value: Value) {
    guard case .call(let call) = value else { return nil }
    self = call
  }
  package var value: Value { .call(self) }
}

extension Array: SettingValue where Element: SettingValue {
  package init?(_ value: Value) {
    guard case .list(let items) = value else { return nil }
    var result: [Element] = []
    for item in items {
      guard let element = Element(item) else { return nil }
      result.append(element)
    }
    self = result
  }
  package var value: Value { .list(map(\.value)) }
}
