internal import Digests

/// The outer form of a record file: what it is, its version, and a checksum over the rest.
///
/// The whole is one JSON object on one line; the part before the body has a fixed form, so that a
/// reader can check the body's bytes before it believes any of them.
enum RecordEnvelope {
  enum Kind: String {
    case record
    case sealed
    case checkpoint
    case canary
  }

  static let version = 1

  static func close(_ kind: Kind, _ body: String) -> [UInt8] {
    Array("\(head(kind, SHA256.hexadecimal(of: body)))\(body)}\n".utf8)
  }

  private static func head(_ kind: Kind, _ digest: String) -> String {
    "\(start(kind))\(version),\"sha256\":\"\(digest)\",\"\(kind.rawValue)\":"
  }

  private static func start(_ kind: Kind) -> String {
    "{\"format\":\"ablate-\(kind.rawValue)\",\"version\":"
  }

  /// The body of a file, or the reason why it cannot be trusted.
  static func open(_ kind: Kind, _ bytes: [UInt8]) -> Result<JSONValue, Damage> {
    check(kind, bytes).flatMap { body in
      JSONReader.read(Array(body)).map { .success($0) } ?? .failure(.incomplete)
    }
  }

  /// The checksum that a whole file carries, which is the digest of its body.
  static func digest(_ kind: Kind, _ bytes: [UInt8]) -> Result<String, Damage> {
    check(kind, bytes).map { _ in
      let end = head(kind, "").utf8.count - "\",\"\(kind.rawValue)\":".utf8.count
      return String(decoding: bytes[end..<end + 64], as: UTF8.self)
    }
  }

  /// Compares a file with its checksum and does not look into it further.
  static func check(_ kind: Kind, _ bytes: [UInt8]) -> Result<ArraySlice<UInt8>, Damage> {
    let start = start(kind).utf8
    guard !bytes.isEmpty else { return .failure(Damage("it is empty")) }
    guard bytes.starts(with: start) else {
      return .failure(Damage("it is not a \(kind.rawValue) of this program"))
    }
    let digits = bytes.dropFirst(start.count).prefix { (0x30...0x39).contains($0) }
    guard digits.elementsEqual(String(version).utf8) else {
      let found = String(decoding: digits, as: UTF8.self)
      return .failure(Damage("it has version \(found), and this program reads \(version)"))
    }
    let length = head(kind, String(repeating: "0", count: 64)).utf8.count
    guard bytes.count > length + 2, bytes.suffix(2).elementsEqual("}\n".utf8) else {
      return .failure(Damage("it is cut short"))
    }
    let body = bytes.dropFirst(length).dropLast(2)
    let hash = SHA256()
    hash.update(body)
    guard bytes.prefix(length).elementsEqual(head(kind, hash.finish()).utf8) else {
      return .failure(Damage("its checksum does not fit its content"))
    }
    return .success(body)
  }
}

/// Why a file cannot be trusted, as a clause about `it`.
struct Damage: Error {
  var reason: String

  static let incomplete = Damage("it lacks a field or has one of another type")

  init(_ reason: String) {
    self.reason = reason
  }
}
