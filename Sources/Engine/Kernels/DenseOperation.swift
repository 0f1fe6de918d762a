/// A fully connected layer and, fused, a rectifier.
final class DenseOperation<S: EngineScalar>: Operation {
  private let inputs: Int
  private let outputs: Int
  private let rectify: Bool
  private let input: Activations<S>
  private let inputGradient: Activations<S>?
  let output: Activations<S>
  private let outputGradient: Activations<S>?
  private let weight: TensorSlot<S>
  private let bias: TensorSlot<S>?
  private let zeros: UnsafeMutablePointer<S>
  private let groups: [OutputGroup]
  /// ∂y of the batch, `[group, sample, width]`.
  private let transposed: UnsafeMutablePointer<S>
  private let lanes: Int
  private let scratch: ScratchRequest<S>
  private let parts: [(group: OutputGroup, rows: Range<Int>)]

  init(_ site: LayerSite<S>, outputs: Int, rectify: Bool) {
    guard let weight = site.tensor("weight") else {
      preconditionFailure("dense declares a weight")
    }
    self.weight = weight
    self.outputs = outputs
    self.rectify = rectify
    bias = site.tensor("bias")
    input = site.input
    let inputs = input.shape.count
    self.inputs = inputs
    inputGradient = site.inputGradient()
    output = site.makeOutput()
    outputGradient = site.outputGradient()
    zeros = site.arena.scalars(padded(outputs))
    lanes = site.chunks * Chunk.size
    scratch = site.scratch(16 * Chunk.size)
    groups = OutputGroup.groups(outputs: outputs, S.self)
    transposed = site.arena.scalars(lanes * padded(outputs))
    parts = groups.flatMap { group in
      let rows = Self.blockCapacity / group.width / 6 * 6
      return stride(from: 0, to: inputs, by: rows).map { start in
        (group, start..<min(start + rows, inputs))
      }
    }
  }

  /// The values of a block of the weight gradient: half of a usual L2 cache holds it together with
  /// the weights and the optimizer's state.
  private static var blockCapacity: Int { 1 << 14 }

  var gradientBlocks: [GradientBlock] {
    parts.map { part in
      GradientBlock(
        pieces: stride(from: part.group.start, to: part.group.start + part.group.width, by: 16)
          .map { panel in
            let start = weight.offset + panel * inputs
            return start + part.rows.lowerBound * 16..<start + part.rows.upperBound * 16
          })
    }
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward(_ chunk: Int, _ step: Step<S>) {
    denseForward(
      weights: weight.value, bias: bias?.value ?? zeros, input.origin(chunk), output.origin(chunk),
      inputs: inputs, outputs: outputs, rectify: rectify)
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward(_ chunk: Int, _ step: Step<S>) {
    guard let outputGradient else { return }
    let g = outputGradient.origin(chunk)
    let part = step.part(of: chunk)
    let upstream = DenseUpstream(
      g: g, rectified: rectify ? UnsafePointer(output.origin(chunk)) : nil, outputs: outputs,
      chunk: chunk, bias: bias?.gradient(of: part), scratch: scratch.pointer(part))
    for group in groups { upstream.prepare(group, into: transposed + group.start &* lanes) }
    if let inputGradient {
      denseInputGradient(
        weights: weight.value, g, inputGradient.origin(chunk), inputs: inputs, outputs: outputs)
    }
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func completeGradient(block: Int, into target: UnsafeMutablePointer<S>?, _ step: Step<S>) {
    let (group, rows) = parts[block]
    if group.width == WideColumns<S>.width {
      weightGradient(WideColumns<S>.self, group, rows, target, step)
    } else {
      weightGradient(Columns16<S>.self, group, rows, target, step)
    }
  }

  @inline(__always) private func weightGradient<C: ColumnBlock>(
    _: C.Type, _ group: OutputGroup, _ rows: Range<Int>, _ target: Target<S>?, _ step: Step<S>
  ) where C.S == S {
    let first = rows.lowerBound
    let place = group.start &* inputs &+ first &* 16
    DenseWeightGradientTask<C>(
      x: input.origin(0) + first &* Chunk.size, chunkStride: input.chunkStride,
      g: transposed + group.start &* lanes, samples: step.count,
      dw: target ?? weight.batchGradient + place,
      gradientStride: (target == nil ? inputs : rows.count) &* 16, panelStride: inputs &* 16,
      upcoming: UpcomingVectors(step.upcoming, from: weight.offset &+ place)
    ).perform(rows: rows.count)
  }
}
