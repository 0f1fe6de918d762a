internal import Guarding

/// A section of a trial behind one reference; a change makes a section of its own.
///
/// Sections are large, and thousands of settings have the same: with this a copy of a setting costs one
/// reference for each, a comparison of sections that came from one reading nothing, and their part of
/// the canonical form is written once.
@propertyWrapper package struct CopyOnWrite<Value: Hashable & Sendable>: Hashable, Sendable {
  private final class Storage: Sendable {
    let value: Value
    let written = Guarded<[UInt8]?>(nil)

    init(_ value: Value) { self.value = value }
  }

  private var storage: Storage

  package init(wrappedValue: Value) { storage = Storage(wrappedValue) }

  package var wrappedValue: Value {
    get { storage.value }
    set { storage = Storage(newValue) }
  }

  /// The text of the section, which is made when it is first asked for.
  ///
  /// - Parameter make: Always the same for a section; only the first is called.
  /// - Returns: The text as a canonical value.
  func written(_ make: (Value) -> CanonicalValue) -> CanonicalValue {
    if let known = storage.written.withLock({ $0 }) { return .written(known) }
    let bytes = make(storage.value).bytes
    storage.written.withLock { $0 = bytes }
    return .written(bytes)
  }

  package static func == (lhs: Self, rhs: Self) -> Bool {
    lhs.storage === rhs.storage || lhs.storage.value == rhs.storage.value
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(storage.value) }
}

extension CopyOnWrite: CustomStringConvertible {
  /// That of the section: two settings must not look alike where they are printed.
  package var description: String { String(describing: storage.value) }
}
