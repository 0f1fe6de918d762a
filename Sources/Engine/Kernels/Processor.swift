internal import CBuildTarget
internal import CProcessor

/// The processor that the program runs on, and the one that its kernels were compiled for.
///
/// That the first has what the second needs is checked before Swift starts, by a constructor of the
/// C module.
package enum Processor {
  /// Instruction sets, in the order in which a message names them.
  package struct Features: Hashable, Sendable {
    let bits: UInt32

    package init(named names: [String]) {
      bits = Self.all.filter { names.contains($0.name) }.reduce(0) { $0 | $1.bit }
    }

    init(bits: UInt32) { self.bits = bits }

    /// `AVX2`, `FMA`.
    package var names: [String] { Self.all.filter { bits & $0.bit != 0 }.map(\.name) }

    package func subtracting(_ other: Features) -> Features { Features(bits: bits & ~other.bits) }

    private static let all: [(bit: UInt32, name: String)] =
      (0..<ablate_processor_feature_count()).map { place in
        let name = ablate_processor_feature_name(place).map { String(cString: $0) }
        return (1 << UInt32(place), name ?? "")
      }
  }

  /// What the kernels were compiled for; empty where every machine of the architecture has it.
  package static var builtFor: Features { Features(bits: ablate_processor_built_for()) }

  /// What this processor and the operating system offer.
  package static var present: Features { Features(bits: ablate_processor_present()) }

  /// The model's name, or `nil` where the processor does not tell it.
  package static var model: String? {
    text(capacity: 64) { buffer, _ in ablate_processor_model(buffer) }
  }

  /// Why kernels cannot run on a processor, as the line that the program ends with.
  ///
  /// - Returns: `nil` where they can.
  package static func complaint(builtFor: Features, present: Features) -> String? {
    text(capacity: 512) { buffer, capacity in
      _ = ablate_processor_complaint(builtFor.bits, present.bits, buffer, capacity)
    }
  }

  private static func text(
    capacity: Int, _ fill: (UnsafeMutablePointer<CChar>, Int32) -> Void
  ) -> String? {
    let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
      buffer.initialize(repeating: 0)
      if let start = buffer.baseAddress { fill(start, Int32(capacity)) }
      return String(
        decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    return text.isEmpty ? nil : text
  }
}
