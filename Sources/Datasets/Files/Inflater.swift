internal import CZlib

/// A gzip decompressor that is fed piece by piece; the only file that touches zlib.
@safe
final class Inflater {
  /// What one step did.
  struct Step {
    /// How many bytes of the input were used up.
    var consumed: Int
    /// How many bytes were written to the output.
    var produced: Int
    /// Whether the gzip member ended, its checksum and length being right.
    var isFinished: Bool
  }

  /// The input is not what gzip allows.
  struct Damage: Error {
    var reason: String
  }

  /// zlib keeps a pointer back to this structure, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>

  init() {
    unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 bits of window, plus 16: a gzip header is required.
    let status = unsafe inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib cannot start: status \(status)")
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Gets ready for another gzip member.
  func reset() {
    unsafe inflateReset(stream)
  }

  /// Decompresses as much as input and output allow.
  ///
  /// - Parameters:
  ///   - input: The next compressed bytes.
  ///   - output: Overwritten from its beginning, never grown.
  /// - Returns: What was used and what was made.
  /// - Throws: `Damage` when the input is not gzip or its checksum is wrong.
  func inflate(_ input: ArraySlice<UInt8>, into output: inout [UInt8]) throws(Damage) -> Step {
    var status = Z_OK
    var remaining: UInt32 = 0
    var free: UInt32 = 0
    unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        // zlib reads through a pointer to mutable bytes, but does not write there.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(source.count)
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = UInt32(target.count)
        status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
        remaining = unsafe stream.pointee.avail_in
        free = unsafe stream.pointee.avail_out
      }
    }
    switch status {
    case Z_OK, Z_STREAM_END, Z_BUF_ERROR:
      return Step(
        consumed: input.count - Int(remaining), produced: output.count - Int(free),
        isFinished: status == Z_STREAM_END)
    case Z_MEM_ERROR: preconditionFailure("out of memory")
    default:
      throw Damage(reason: unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "damage")
    }
  }
}
