package import Foundation

/// A file's content read in order, uncompressed on the way if the file is gzip.
///
/// Memory is used for what is asked for and really there, never for what a header claims.
package final class ContentReader {
  package let path: String
  private let handle: FileHandle
  private var inflater: Inflater?
  private var input: [UInt8] = []
  private var used = 0
  private var buffer: [UInt8] = []
  private var isInsideMember = true

  private static let pieceSize = 1 << 18

  /// Opens a file.
  ///
  /// - Parameter file: A regular file, or a link to one.
  /// - Throws: `DatasetError.unreadable`, or `corrupt` when the name ends in `.gz` but the content
  ///   is something else.
  package init(_ file: URL) throws {
    path = file.path
    // A pipe would block on opening.
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw DatasetError.unreadable(path: file.path, reason: "there is no such file")
    }
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: file.resolvingSymlinksInPath().path)
    guard attributes?[.type] as? FileAttributeType == .typeRegular else {
      throw DatasetError.unreadable(path: file.path, reason: "it is not a regular file")
    }
    do {
      handle = try FileHandle(forReadingFrom: file)
    } catch {
      throw DatasetError.unreadable(path: file.path, reason: System.reason(of: error))
    }
    try fill()
    if input.starts(with: [0x1F, 0x8B]) {
      inflater = Inflater()
      buffer = [UInt8](repeating: 0, count: Self.pieceSize)
    } else if file.pathExtension == "gz" {
      throw DatasetError.corrupt(
        path: path, reason: "it is not a gzip file, though its name says so")
    }
  }

  deinit { try? handle.close() }

  /// Reads on.
  ///
  /// - Parameter count: The number of bytes wanted.
  /// - Returns: That many bytes, or fewer at the end of the content.
  /// - Throws: `DatasetError.corrupt` for damaged gzip, `unreadable` when the system refuses.
  package func read(upTo count: Int) throws -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(min(count, 1 << 26))
    while result.count < count {
      let piece = try nextPiece(upTo: min(count - result.count, Self.pieceSize))
      guard !piece.isEmpty else { break }
      result.append(contentsOf: piece)
    }
    return result
  }

  /// The next bytes of the content; empty only at its end.
  private func nextPiece(upTo count: Int) throws -> ArraySlice<UInt8> {
    guard let inflater else {
      if used == input.count { try fill() }
      let piece = input[used..<min(used + count, input.count)]
      used = piece.endIndex
      return piece
    }
    if buffer.count != count { buffer = [UInt8](repeating: 0, count: count) }
    while true {
      if used == input.count { try fill() }
      if input.isEmpty {
        guard !isInsideMember else {
          throw DatasetError.corrupt(path: path, reason: "its gzip data is cut off")
        }
        return []
      }
      if !isInsideMember {
        try startNextMember(inflater)
      }
      let step: Inflater.Step
      do {
        step = try inflater.inflate(input[used...], into: &buffer)
      } catch {
        throw DatasetError.corrupt(path: path, reason: "its gzip data is damaged (\(error.reason))")
      }
      used += step.consumed
      if step.isFinished { isInsideMember = false }
      if step.produced > 0 { return buffer[..<step.produced] }
    }
  }

  /// After a member there may be another one, but nothing else.
  private func startNextMember(_ inflater: Inflater) throws {
    guard input[used] == 0x1F else {
      throw DatasetError.corrupt(path: path, reason: "other bytes follow its gzip data")
    }
    inflater.reset()
    isInsideMember = true
  }

  private func fill() throws {
    do {
      input = Array(try handle.read(upToCount: Self.pieceSize) ?? Data())
    } catch {
      throw DatasetError.unreadable(path: path, reason: System.reason(of: error))
    }
    used = 0
  }
}
