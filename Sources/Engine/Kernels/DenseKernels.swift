// Fully connected layers: x [inputs, 64], y [outputs, 64], weights [panel, inputs, 16] where a panel
// is sixteen outputs. Every pass reads a panel from its beginning to its end.

/// y = Wᵀx + b, rectified if asked.
@inline(__always) func denseForward<S: EngineScalar>(
  weights w: Source<S>, bias: Source<S>, _ x: Source<S>, _ y: Target<S>, inputs: Int,
  outputs: Int, rectify: Bool
) {
  var row = 0
  while row < outputs {
    DenseForwardTask<WideColumns<S>>(
      w: w + row &* inputs, bias: bias + row, x: x, y: y + row &* Chunk.size, inputs: inputs,
      rectify: rectify
    ).perform(rows: Swift.min(16, outputs &- row))
    row &+= 16
  }
}

/// The outputs of one panel.
struct DenseForwardTask<C: ColumnBlock>: RowBlockTask {
  typealias Columns = C
  let w: Source<C.S>
  let bias: Source<C.S>
  let x: Source<C.S>
  let y: Target<C.S>
  let inputs: Int
  let rectify: Bool

  @inline(__always) func perform<R: RowBlock>(_: R.Type, _ row: Int) where R.Columns == C {
    var n = 0
    while n < Chunk.size {
      var block = R()
      block.run(w + row, rowStride: 1, wStep: 16, x + n, xStep: Chunk.size, count: inputs)
      block.drain(row, into: BiasSink(y: y + n, bias: bias, rectify: rectify))
      n &+= C.width
    }
  }
}

/// ∂x = W·∂y.
@inline(__always) func denseInputGradient<S: EngineScalar>(
  weights w: Source<S>, _ g: Source<S>, _ dx: Target<S>, inputs: Int, outputs: Int
) {
  DenseInputGradientTask<WideColumns<S>>(w: w, g: g, dx: dx, inputs: inputs, outputs: outputs)
    .perform(rows: inputs)
}

struct DenseInputGradientTask<C: ColumnBlock>: RowBlockTask {
  typealias Columns = C
  let w: Source<C.S>
  let g: Source<C.S>
  let dx: Target<C.S>
  let inputs: Int
  let outputs: Int

  @inline(__always) func perform<R: RowBlock>(_: R.Type, _ row: Int) where R.Columns == C {
    var n = 0
    while n < Chunk.size {
      var block = R()
      var panel = w + row &* 16
      var upstream = g + n
      var left = outputs
      repeat {
        block.run(
          panel, rowStride: 16, wStep: 1, upstream, xStep: Chunk.size,
          count: Swift.min(16, left))
        panel += inputs &* 16
        upstream += 16 &* Chunk.size
        left &-= 16
      } while left > 0
      block.drain(row, into: StoreSink(y: dx + n, stride: Chunk.size))
      n &+= C.width
    }
  }
}

/// ∂x = W·∂y with weights `[input, outputs]` that are `stride` apart.
struct RowProductTask<C: ColumnBlock>: RowBlockTask {
  typealias Columns = C
  let w: Source<C.S>
  let g: Source<C.S>
  let dx: Target<C.S>
  let outputs: Int
  let stride: Int

  @inline(__always) func perform<R: RowBlock>(_: R.Type, _ row: Int) where R.Columns == C {
    var n = 0
    while n < Chunk.size {
      var block = R()
      block.run(
        w + row &* stride, rowStride: stride, wStep: 1, g + n, xStep: Chunk.size, count: outputs)
      block.drain(row, into: StoreSink(y: dx + n, stride: Chunk.size))
      n &+= C.width
    }
  }
}

/// How the outputs of a dense layer are grouped for its weight gradient: groups as wide as a
/// register block, then single panels.
struct OutputGroup: Sendable {
  let start: Int
  let width: Int

  static func groups<S: EngineScalar>(outputs: Int, _: S.Type) -> [OutputGroup] {
    let wide = WideColumns<S>.width
    var groups: [OutputGroup] = []
    var start = 0
    while start < padded(outputs) {
      let width = start + wide <= padded(outputs) ? wide : 16
      groups.append(OutputGroup(start: start, width: width))
      start += width
    }
    return groups
  }
}

/// Makes a chunk of ∂y ready for the gradients before it: applies the rectifier that follows the
/// layer, adds ∂b, and puts the chunk into the batch's `[group, sample, width]`.
struct DenseUpstream<S: EngineScalar> {
  /// `[outputs, 64]`.
  let g: Target<S>
  /// y, where the layer is rectified.
  let rectified: Source<S>?
  let outputs: Int
  let chunk: Int
  let bias: Target<S>?
  /// `[16, 64]`; rows without output are zeros.
  let scratch: Target<S>

  /// - Parameters:
  ///   - group: The outputs.
  ///   - batch: `[sample, width]` of the group.
  @inline(__always) func prepare(_ group: OutputGroup, into batch: Target<S>) {
    let width = group.width
    var column = 0
    while column < width {
      let first = group.start &+ column
      let rows = Swift.min(16, outputs &- first)
      let panel = g + first &* Chunk.size
      if let rectified {
        rectifierGradient(
          panel, rectified + first &* Chunk.size, count: rows &* Chunk.size, scale: 1)
      }
      var source = panel
      if rows < 16 {
        scratch.update(from: panel, count: rows &* Chunk.size)
        (scratch + rows &* Chunk.size).update(repeating: 0, count: (16 &- rows) &* Chunk.size)
        source = scratch
      }
      let target = batch + (chunk &* Chunk.size &* width &+ column)
      var n = 0
      while n < Chunk.size {
        transpose16(source + n, Chunk.size, target + n &* width, width)
        n &+= 16
      }
      if let bias { addRows(target, width, to: bias + first) }
      column &+= 16
    }
  }

  /// Adds the sum of a chunk's rows as one term: lanes are outputs, so that nothing is summed across
  /// lanes.
  @inline(__always) private func addRows(_ rows: Source<S>, _ stride: Int, to sum: Target<S>) {
    var (s0, s1, s2, s3) = (Lanes<S>.zeros, Lanes<S>.zeros, Lanes<S>.zeros, Lanes<S>.zeros)
    var p = rows
    for _ in 0..<Chunk.size / 4 {
      s0 = s0 + load(p)
      s1 = s1 + load(p + stride)
      s2 = s2 + load(p + 2 &* stride)
      s3 = s3 + load(p + 3 &* stride)
      p += 4 &* stride
    }
    store(load(sum) + ((s0 + s1) + (s2 + s3)), sum)
  }
}

/// ∂W = x·∂yᵀ for some inputs and the outputs of a group, over all samples of the batch.
///
/// The lanes of an accumulator are outputs, so that nothing is summed across lanes; samples are
/// added in their order.
struct DenseWeightGradientTask<C: ColumnBlock>: RowBlockTask {
  typealias Columns = C
  /// The first input, `[input, 64]`, of the first chunk.
  let x: Source<C.S>
  let chunkStride: Int
  /// `[sample, width]`.
  let g: Source<C.S>
  let samples: Int
  /// The first input in the group's first panel.
  let dw: Target<C.S>
  /// From one panel of `dw` to the next.
  let gradientStride: Int
  /// From one panel of the weights to the next.
  let panelStride: Int
  /// What the update will read at the same places.
  let upcoming: UpcomingVectors<C.S>

  @inline(__always) func perform<R: RowBlock>(_: R.Type, _ row: Int) where R.Columns == C {
    var block = R()
    var x = x + row &* Chunk.size
    var g = g
    var start = 0
    var panel = 0
    // More at a time would delay what is needed at once.
    let panels = C.width / 16 &* upcoming.count
    repeat {
      if panel < panels {
        upcoming.prefetch(
          vector: panel / (C.width / 16),
          panel % (C.width / 16) &* panelStride &+ row &* 16, rows: R.count)
        panel &+= 1
      }
      block.run(
        x, rowStride: Chunk.size, wStep: 1, g, xStep: C.width,
        count: Swift.min(16, samples &- start))
      start &+= 16
      x += start & (Chunk.size &- 1) == 0 ? chunkStride &- (Chunk.size &- 16) : 16
      g += 16 &* C.width
    } while start < samples
    block.drain(row, into: PanelSink(y: dw, panelStride: gradientStride))
  }
}

/// `dw[k, f] += Σₙ x[k, n]·gᵀ[n, f]` over the 64 samples of a chunk, or `=` where it is replaced.
@inline(__always) func outerProducts<S: EngineScalar>(
  _ x: Source<S>, rows: Int, _ transposed: Source<S>, columns: Int, into dw: Target<S>,
  replacing: Bool = false
) {
  let wide = WideColumns<S>.width
  var f = 0
  while f &+ wide <= columns {
    OuterProductTask<WideColumns<S>>(
      x: x, g: transposed + f, dw: dw + f, stride: columns, replaces: replacing
    ).perform(rows: rows)
    f &+= wide
  }
  while f < columns {
    OuterProductTask<Columns16<S>>(
      x: x, g: transposed + f, dw: dw + f, stride: columns, replaces: replacing
    ).perform(rows: rows)
    f &+= 16
  }
}

struct OuterProductTask<C: ColumnBlock>: RowBlockTask {
  typealias Columns = C
  let x: Source<C.S>
  let g: Source<C.S>
  let dw: Target<C.S>
  let stride: Int
  let replaces: Bool

  @inline(__always) func perform<R: RowBlock>(_: R.Type, _ row: Int) where R.Columns == C {
    var block = R()
    block.run(
      x + row &* Chunk.size, rowStride: Chunk.size, wStep: 1, g, xStep: stride, count: Chunk.size)
    if replaces {
      block.drain(row, into: StoreSink(y: dw, stride: stride))
    } else {
      block.drain(row, into: AddSink(y: dw, stride: stride))
    }
  }
}

/// ∂b += Σ ∂y over positions and samples, as one term per channel.
///
/// Partial sums of 64 positions bound the rounding error.
@inline(__always) func biasGradient<S: EngineScalar>(
  _ g: Source<S>, _ db: Target<S>, positions: Int, channels: Int
) {
  for c in 0..<channels {
    var total: S = 0
    var start = 0
    while start < positions {
      let end = Swift.min(start &+ 64, positions)
      var (s0, s1, s2, s3) = (Lanes<S>.zeros, Lanes<S>.zeros, Lanes<S>.zeros, Lanes<S>.zeros)
      for p in start..<end {
        let q = g + (p &* channels &+ c) &* Chunk.size
        s0 = s0 + load(q)
        s1 = s1 + load(q + 16)
        s2 = s2 + load(q + 32)
        s3 = s3 + load(q + 48)
      }
      total += ((s0 + s1) + (s2 + s3)).sum
      start = end
    }
    db[c] += total
  }
}
