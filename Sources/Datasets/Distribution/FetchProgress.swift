/// How far a download is.
package struct FetchProgress: Sendable, Hashable {
  package enum Step: Sendable, Hashable {
    /// The right file is there already.
    case present
    case downloading
    /// The download is complete and its digest is being compared.
    case verifying
    /// Files are being taken out of an archive.
    case unpacking
    case finished
  }

  package var file: String
  package var step: Step
  package var receivedBytes: Int
  package var totalBytes: Int
}
