internal import Datasets

/// Writes sizes for people.
enum ByteText {
  /// `640 kB` below a million bytes, then `12 MB`.
  static func text(_ bytes: Int) -> String {
    bytes < 1_000_000
      ? "\(bytes == 0 ? 0 : max(1, bytes / 1_000)) kB"
      : "\(((bytes + 500_000) / 1_000_000).grouped) MB"
  }
}
