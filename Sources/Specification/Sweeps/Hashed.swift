/// A value with its hash, which was worked out where there was time for it.
struct Hashed<Value: Hashable & Sendable>: Hashable, Sendable {
  let value: Value
  private let hash: Int

  init(_ value: Value) {
    self.value = value
    hash = value.hashValue
  }

  static func == (lhs: Self, rhs: Self) -> Bool { lhs.hash == rhs.hash && lhs.value == rhs.value }

  func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}
