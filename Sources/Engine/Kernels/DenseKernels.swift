// Fully connected layers: x [inputs, 64], y [outputs, 64], weights [inputs, outputs padded to 16].

/// y = Wᵀx + b, rectified if asked.
@inline(__always) func denseForward<S: EngineScalar>(
  weights w: Source<S>, bias: Source<S>, _ x: Source<S>, _ y: Target<S>, inputs: Int,
  outputs: Int, rectify: Bool, engine: ProductEngine
) {
  let stride = padded(outputs)
  if engine == .library {
    S.multiply(
      transposeA: true, transposeB: false, rows: outputs, columns: Chunk.size, depth: inputs, w,
      stride, x, Chunk.size, beta: 0, y, Chunk.size)
    for row in 0..<outputs {
      let b = Lanes(all: bias[row])
      for n in Swift.stride(from: row &* Chunk.size, to: (row &+ 1) &* Chunk.size, by: 16) {
        let sum = load(y + n) + b
        store(rectify ? sum.rectified : sum, y + n)
      }
    }
    return
  }
  DenseForwardTask<WideColumns<S>>(
    w: w, bias: bias, x: x, y: y, inputs: inputs, stride: stride, rectify: rectify
  ).perform(rows: outputs)
}

struct DenseForwardTask<C: ColumnBlock>: RowBlockTask {
  typealias Columns = C
  let w: Source<C.S>
  let bias: Source<C.S>
  let x: Source<C.S>
  let y: Target<C.S>
  let inputs: Int
  let stride: Int
  let rectify: Bool

  @inline(__always) func perform<R: RowBlock>(_: R.Type, _ row: Int) where R.Columns == C {
    var n = 0
    while n < Chunk.size {
      var block = R()
      block.run(
        w + row, rowStride: 1, wStep: stride, x + n, xStep: Chunk.size, count: inputs)
      block.drain(row, into: BiasSink(y: y + n, bias: bias, rectify: rectify))
      n &+= C.width
    }
  }
}

/// ∂x = W·∂y.
@inline(__always) func denseInputGradient<S: EngineScalar>(
  weights w: Source<S>, _ g: Source<S>, _ dx: Target<S>, inputs: Int, outputs: Int,
  engine: ProductEngine
) {
  let stride = padded(outputs)
  if engine == .library {
    S.multiply(
      transposeA: false, transposeB: false, rows: inputs, columns: Chunk.size, depth: outputs, w,
      stride, g, Chunk.size, beta: 0, dx, Chunk.size)
    return
  }
  DenseInputGradientTask<WideColumns<S>>(w: w, g: g, dx: dx, outputs: outputs, stride: stride)
    .perform(rows: inputs)
}

struct DenseInputGradientTask<C: ColumnBlock>: RowBlockTask {
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

/// ∂W += x·∂yᵀ as one term per weight; `transposed` has room for `[64, padded outputs]`.
///
/// The lanes of an accumulator are outputs, so that nothing is summed across lanes.
@inline(__always) func denseWeightGradient<S: EngineScalar>(
  _ g: Source<S>, _ x: Source<S>, _ dw: Target<S>, transposed: Target<S>, inputs: Int,
  outputs: Int, engine: ProductEngine
) {
  let stride = padded(outputs)
  if engine == .library {
    S.multiply(
      transposeA: false, transposeB: true, rows: inputs, columns: outputs, depth: Chunk.size, x,
      Chunk.size, g, Chunk.size, beta: 1, dw, stride)
    return
  }
  transposeChunk(g, transposed, features: outputs)
  outerProducts(
    x, rows: inputs, transposed, columns: stride, into: dw)
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
