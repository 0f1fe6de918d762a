// Two forms of a convolution's weight gradient. With few filters the lanes stay samples: an
// accumulator belongs to one (tap, filter), and lanes are summed at the end in a fixed tree. With
// many filters the gradient of a position is transposed once and the lanes are filters, so that
// nothing is summed across lanes.

/// From this many filters on, lanes are filters.
private let filterLaneThreshold = 32

/// Values of scratch memory that `convolutionWeightGradient` needs.
func convolutionWeightScratch(_ shape: ConvolutionGeometry) -> Int {
  shape.filters >= filterLaneThreshold
    ? (shape.taps * shape.channels + Chunk.size) * shape.weightStride
    : shape.taps * shape.channels * shape.filters * 16
}

/// ∂W += x ⋆ ∂y, as one term per weight.
///
/// `x` is the inner origin of the input, `g` is `[outputHeight, outputWidth, filters, 64]`.
@inline(__always) func convolutionWeightGradient<S: EngineScalar>(
  _ shape: ConvolutionGeometry, _ g: Source<S>, _ x: Source<S>, lineStride: Int,
  _ dw: Target<S>, scratch: Target<S>
) {
  let start = x - shape.padding &* (lineStride &+ shape.inputStep)
  if shape.filters >= filterLaneThreshold {
    filterLaneWeightGradient(shape, g, start, lineStride, dw, scratch)
  } else {
    sampleLaneWeightGradient(shape, g, start, lineStride, dw, scratch)
  }
}

@inline(__always) private func filterLaneWeightGradient<S: EngineScalar>(
  _ shape: ConvolutionGeometry, _ g: Source<S>, _ x: Source<S>, _ lineStride: Int,
  _ dw: Target<S>, _ scratch: Target<S>
) {
  let columns = shape.weightStride
  let sums = shape.taps &* shape.channels &* columns
  let transposed = scratch + sums
  let run = shape.kernel &* shape.channels
  scratch.update(repeating: 0, count: sums)
  for line in 0..<shape.outputHeight {
    for position in 0..<shape.outputWidth {
      let output = line &* shape.outputWidth &+ position
      transposeChunk(g + output &* shape.outputStep, transposed, features: shape.filters)
      var source =
        x + (line &* shape.stride &* lineStride &+ position &* shape.stride &* shape.inputStep)
      var target = scratch
      for _ in 0..<shape.kernel {
        outerProducts(source, rows: run, transposed, columns: columns, into: target)
        source += lineStride
        target += run &* columns
      }
    }
  }
  var i = 0
  while i < sums {
    store(load(dw + i) + load(scratch + i), dw + i)
    i &+= 16
  }
}

@inline(__always) private func sampleLaneWeightGradient<S: EngineScalar>(
  _ shape: ConvolutionGeometry, _ g: Source<S>, _ x: Source<S>, _ lineStride: Int,
  _ dw: Target<S>, _ scratch: Target<S>
) {
  let run = shape.kernel &* shape.channels
  scratch.update(repeating: 0, count: shape.taps &* shape.channels &* shape.filters &* 16)
  // scratch is [filter, ky, kx, channel, 16].
  for line in 0..<shape.outputHeight {
    for ky in 0..<shape.kernel {
      let source = x + (line &* shape.stride &+ ky) &* lineStride
      let gradient = g + line &* shape.outputWidth &* shape.outputStep
      for f in 0..<shape.filters {
        let sums = scratch + (f &* shape.kernel &+ ky) &* run &* 16
        var tap = 0
        while tap < run {
          let left = run &- tap
          if left >= 10 {
            tapSums(TapPair<S, TapFive<S>>.self, shape, gradient, f, source, tap, sums)
            tap &+= 10
          } else if left >= 5 {
            tapSums(TapFive<S>.self, shape, gradient, f, source, tap, sums)
            tap &+= 5
          } else if left >= 3 {
            tapSums(TapThree<S>.self, shape, gradient, f, source, tap, sums)
            tap &+= 3
          } else {
            tapSums(TapOne<S>.self, shape, gradient, f, source, tap, sums)
            tap &+= 1
          }
        }
      }
    }
  }
  for f in 0..<shape.filters {
    for tap in 0..<shape.taps &* shape.channels {
      dw[tap &* shape.weightStride &+ f] +=
        load(scratch + (f &* shape.taps &* shape.channels &+ tap) &* 16).sum
    }
  }
}

/// Adds one output line's contribution to the accumulators of neighbouring taps.
@inline(__always) private func tapSums<S, T: TapBlock>(
  _: T.Type, _ shape: ConvolutionGeometry, _ gradient: Source<S>, _ filter: Int,
  _ source: Source<S>, _ tap: Int, _ sums: Target<S>
) where T.S == S {
  var block = T(sums: sums + tap &* 16)
  var g = gradient + filter &* Chunk.size
  var x = source + tap &* Chunk.size
  let step = shape.stride &* shape.inputStep
  var left = shape.outputWidth
  repeat {
    block.addProduct(load(g), x)
    block.addProduct(load(g + 16), x + 16)
    block.addProduct(load(g + 32), x + 32)
    block.addProduct(load(g + 48), x + 48)
    g += shape.outputStep
    x += step
    left &-= 1
  } while left != 0
  block.store(sums + tap &* 16)
}

/// Accumulators of neighbouring taps of one kernel line, lanes being samples.
protocol TapBlock<S> {
  associatedtype S: EngineScalar
  static var count: Int { get }
  init(sums: Source<S>)
  mutating func addProduct(_ g: Lanes<S>, _ x: Source<S>)
  func store(_ p: Target<S>)
}

struct TapOne<S: EngineScalar>: TapBlock {
  var a: Lanes<S>
  @inline(__always) static var count: Int { 1 }
  @inline(__always) init(sums: Source<S>) { a = load(sums) }
  @inline(__always) mutating func addProduct(_ g: Lanes<S>, _ x: Source<S>) {
    a = a.plus(g, times: load(x))
  }
  @inline(__always) func store(_ p: Target<S>) { Engine.store(a, p) }
}

struct TapPair<S: EngineScalar, T: TapBlock>: TapBlock where T.S == S {
  var a: T
  var b: T
  @inline(__always) static var count: Int { 2 &* T.count }
  @inline(__always) init(sums: Source<S>) {
    a = T(sums: sums)
    b = T(sums: sums + 16 &* T.count)
  }
  @inline(__always) mutating func addProduct(_ g: Lanes<S>, _ x: Source<S>) {
    a.addProduct(g, x)
    b.addProduct(g, x + Chunk.size &* T.count)
  }
  @inline(__always) func store(_ p: Target<S>) {
    a.store(p)
    b.store(p + 16 &* T.count)
  }
}

struct TapThree<S: EngineScalar>: TapBlock {
  var a: TapPair<S, TapOne<S>>
  var b: TapOne<S>
  @inline(__always) static var count: Int { 3 }
  @inline(__always) init(sums: Source<S>) {
    a = TapPair(sums: sums)
    b = TapOne(sums: sums + 32)
  }
  @inline(__always) mutating func addProduct(_ g: Lanes<S>, _ x: Source<S>) {
    a.addProduct(g, x)
    b.addProduct(g, x + 2 &* Chunk.size)
  }
  @inline(__always) func store(_ p: Target<S>) {
    a.store(p)
    b.store(p + 32)
  }
}

struct TapFive<S: EngineScalar>: TapBlock {
  var a: TapThree<S>
  var b: TapPair<S, TapOne<S>>
  @inline(__always) static var count: Int { 5 }
  @inline(__always) init(sums: Source<S>) {
    a = TapThree(sums: sums)
    b = TapPair(sums: sums + 48)
  }
  @inline(__always) mutating func addProduct(_ g: Lanes<S>, _ x: Source<S>) {
    a.addProduct(g, x)
    b.addProduct(g, x + 3 &* Chunk.size)
  }
  @inline(__always) func store(_ p: Target<S>) {
    a.store(p)
    b.store(p + 48)
  }
}
