/// A decoded value of a setting.
package indirect enum Value: Hashable, Sendable {
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([Value])
  case call(Call)
}

/// A named thing with its settings, all of them present: `conv: {filters: 6, kernel: 5}`.
package struct Call: Hashable, Sendable {
  package var name: String
  package var arguments: Arguments

  package init(_ name: String, _ arguments: Arguments = Arguments()) {
    self.name = name
    self.arguments = arguments
  }

  /// The value of its only setting, as in `{epochs: 1}`; `nil` where there are none or several.
  package var onlyValue: Value? {
    arguments.values.count == 1 ? arguments.values.first?.value : nil
  }
}

/// The values of a definition's settings by name; defaults are filled in by the decoder.
package struct Arguments: Hashable, Sendable {
  package var values: [String: Value]

  package init(_ values: [String: Value] = [:]) {
    self.values = values
  }

  /// The value of a setting, or its default when absent.
  ///
  /// - Precondition: The value has been checked against the setting's kind, which decoding does,
  ///   and is present when the setting has no default.
  package subscript<T: SettingValue>(_ setting: Setting<T>) -> T {
    guard let value = values[setting.name] ?? setting.defaultValue else {
      preconditionFailure("setting '\(setting.name)' has neither value nor default")
    }
    guard let result = T(value) else {
      preconditionFailure("setting '\(setting.name)' was decoded as another type: \(value)")
    }
    return result
  }

  /// The value of a setting that may be absent, or its default, or `nil`.
  ///
  /// - Precondition: The value has been checked against the setting's kind.
  package subscript<T: SettingValue>(optional setting: Setting<T>) -> T? {
    guard let value = values[setting.name] ?? setting.defaultValue else { return nil }
    guard let result = T(value) else {
      preconditionFailure("setting '\(setting.name)' was decoded as another type: \(value)")
    }
    return result
  }
}
