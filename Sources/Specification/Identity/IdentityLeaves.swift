/// The inputs that make up a trial's identity, one by one, so that two trials can be compared.
package struct IdentityLeaves: Sendable, Hashable {
  /// One input: where it is in the identity's form, and its text.
  package struct Leaf: Sendable, Hashable {
    /// Keys, and numbers of list items from 0: `trial`, `layers`, `2`, `layer`, `name`.
    package var path: [String]
    package var text: String
  }

  /// In the order of the form, which is sorted by key.
  package let leaves: [Leaf]

  /// Takes a form apart.
  ///
  /// The result is `nil` when it is not of that form.
  ///
  /// - Parameter form: What `TrialIdentity.form` gives.
  package init?(_ form: String) {
    var reader = Reader(bytes: Array(form.utf8))
    guard reader.value(at: []), reader.place == reader.bytes.count else { return nil }
    leaves = reader.leaves
  }

  /// An input that is not the same in two trials; `nil` where one of them has no such input.
  package struct Difference: Sendable, Hashable {
    package var path: [String]
    package var here: String?
    package var there: String?
  }

  /// What is different, in the order of the form.
  package func differences(from other: IdentityLeaves) -> [Difference] {
    let others = Dictionary(other.leaves.map { ($0.path, $0.text) }) { first, _ in first }
    let own = Set(leaves.map(\.path))
    return leaves.filter { others[$0.path] != $0.text }
      .map { Difference(path: $0.path, here: $0.text, there: others[$0.path]) }
      + other.leaves.filter { !own.contains($0.path) }
      .map { Difference(path: $0.path, here: nil, there: $0.text) }
  }

  /// Reads the JSON that `CanonicalValue` writes.
  private struct Reader {
    let bytes: [UInt8]
    var place = 0
    var leaves: [Leaf] = []

    /// Networks nest a few levels; a forged text must not overflow the stack.
    private static let deepest = 64

    private func isNext(_ character: Unicode.Scalar) -> Bool {
      place < bytes.count && bytes[place] == UInt8(ascii: character)
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard isNext(character) else { return false }
      place += 1
      return true
    }

    mutating func value(at path: [String]) -> Bool {
      guard path.count < Self.deepest else { return false }
      if take("{") { return members(path) }
      if take("[") { return items(path) }
      let start = place
      if isNext("\"") {
        guard let text = string() else { return false }
        leaves.append(Leaf(path: path, text: text))
        return true
      }
      while place < bytes.count, !(isNext(",") || isNext("}") || isNext("]")) { place += 1 }
      leaves.append(Leaf(path: path, text: String(decoding: bytes[start..<place], as: UTF8.self)))
      return place > start
    }

    private mutating func members(_ path: [String]) -> Bool {
      if take("}") {
        leaves.append(Leaf(path: path, text: "{}"))
        return true
      }
      repeat {
        guard let key = string(), take(":"), value(at: path + [key]) else { return false }
      } while take(",")
      return take("}")
    }

    private mutating func items(_ path: [String]) -> Bool {
      if take("]") {
        leaves.append(Leaf(path: path, text: "[]"))
        return true
      }
      var number = 0
      repeat {
        guard value(at: path + [String(number)]) else { return false }
        number += 1
      } while take(",")
      return take("]")
    }

    /// A text with its escapes left as they are, which is how it is compared.
    private mutating func string() -> String? {
      guard take("\"") else { return nil }
      let start = place
      while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
        place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard place < bytes.count else { return nil }
      place += 1
      return String(decoding: bytes[start..<place - 1], as: UTF8.self)
    }
  }
}
