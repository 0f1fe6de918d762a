internal import Foundation

/// Why a data set could not be fetched; each is one sentence.
package enum FetchError: Error, Sendable, Equatable, CustomStringConvertible {
  /// No data set of that name is published.
  case unknown(name: String, published: [String])
  /// The program makes this data set itself, or the user has it.
  case notPublished(name: String)
  /// No address gave the file; one reason for each that was tried.
  case unavailable(file: String, reasons: [String])
  /// The program that downloads is missing.
  case noProgram
  /// The file cannot be written.
  case disk(path: String, reason: String)
  /// The archive arrived whole but lacks a file, or holds another one of that name.
  case archive(path: String, reason: String)
  /// `ABLATE_MIRROR` is not an address.
  case mirror(String)

  /// The whole message.
  package var description: String {
    switch self {
    case .unknown(let name, let published):
      "there is no data set '\(name)' to fetch; there are \(published.joined(separator: ", "))"
    case .notPublished(let name): "data set '\(name)' needs no download"
    case .unavailable(let file, let reasons):
      "cannot fetch \(file): \(reasons.joined(separator: "; "))"
    case .noProgram:
      "downloading needs the program curl; install it with 'apt-get install curl'"
    case .disk(let path, let reason): "cannot write \(path): \(reason)"
    case .archive(let path, let reason): "\(path) is not what it should be: \(reason)"
    case .mirror(let text):
      "ABLATE_MIRROR is '\(text)', which is not an address that begins with http:// or https://"
    }
  }
}
