// Three forms of a convolution's weight gradient. With few filters the lanes stay samples: an
// accumulator belongs to one (tap, filter), and lanes are summed at the end in a fixed tree. With
// more filters the gradient is transposed once and the lanes are filters, so that nothing is summed
// across lanes: taps stay in registers over a whole line while a vector or two hold all filters, and
// for many filters each position is one product of matrices.

/// From this many filters on, positions are products of matrices, if a line has enough taps.
let filterLaneThreshold = 32

/// Values of scratch memory that `WeightGradientSums` needs.
func convolutionWeightScratch(_ shape: ConvolutionGeometry) -> Int {
  let weights = shape.taps * shape.channels * shape.weightStride
  return switch WeightGradientForm(shape) {
  case .samples: shape.taps * shape.channels * shape.filters * 16
  case .registers: weights + registerWeightScratch(shape)
  case .products: weights + Chunk.size * shape.weightStride
  }
}

/// How a weight gradient is summed.
enum WeightGradientForm {
  case samples, registers, products

  init(_ shape: ConvolutionGeometry) {
    if shape.filters >= filterLaneThreshold {
      // Few taps make thin products: 32 filters of 5 × 5 on one channel took four times as long.
      self = shape.kernel * shape.channels >= 16 ? .products : .samples
    } else if 4 * shape.filters >= 3 * shape.weightStride {
      self = .registers
    } else {
      // Too many lanes would idle.
      self = .samples
    }
  }
}

/// A chunk's weight gradient ∂W = x ⋆ ∂y while output lines are added to it.
struct WeightGradientSums<S: EngineScalar> {
  let shape: ConvolutionGeometry
  let form: WeightGradientForm
  /// The input at the first tap of the first output.
  let x: Source<S>
  let lineStride: Int
  let scratch: Target<S>

  /// Starts a sum with zeros; `x` is the inner origin of the input.
  @inline(__always) init(
    _ shape: ConvolutionGeometry, _ x: Source<S>, lineStride: Int, scratch: Target<S>
  ) {
    self.shape = shape
    self.x = x - shape.padding &* (lineStride &+ shape.inputStep)
    self.lineStride = lineStride
    self.scratch = scratch
    form = WeightGradientForm(shape)
    scratch.update(repeating: 0, count: count)
  }

  private var count: Int {
    let lanes = form == .samples ? 16 &* shape.filters : shape.weightStride
    return shape.taps &* shape.channels &* lanes
  }

  /// Adds an output line whose gradient is `[outputWidth, filters, 64]`.
  @inline(never) func add(line: Int, _ g: Source<S>) {
    let source = x + line &* shape.stride &* lineStride
    switch form {
    case .samples: sampleLaneWeightGradient(shape, g, source, lineStride, scratch)
    case .registers:
      registerWeightGradient(shape, g, source, lineStride, scratch, scratch: scratch + count)
    case .products:
      productWeightGradient(shape, g, source, lineStride, scratch, transposed: scratch + count)
    }
  }

  /// Adds the sum to memory, as one term per weight.
  @inline(__always) func finish(into dw: Target<S>) {
    if form == .samples {
      let taps = shape.taps &* shape.channels
      for f in 0..<shape.filters {
        for tap in 0..<taps {
          dw[tap &* shape.weightStride &+ f] += load(scratch + (f &* taps &+ tap) &* 16).sum
        }
      }
      return
    }
    var i = 0
    while i < count {
      store(load(dw + i) + load(scratch + i), dw + i)
      i &+= 16
    }
  }
}

/// ∂W += x ⋆ ∂y, as one term per weight.
///
/// `x` is the inner origin of the input, `g` is `[outputHeight, outputWidth, filters, 64]`.
@inline(__always) func convolutionWeightGradient<S: EngineScalar>(
  _ shape: ConvolutionGeometry, _ g: Source<S>, _ x: Source<S>, lineStride: Int,
  _ dw: Target<S>, scratch: Target<S>
) {
  let sums = WeightGradientSums(shape, x, lineStride: lineStride, scratch: scratch)
  for line in 0..<shape.outputHeight {
    sums.add(line: line, g + line &* shape.outputWidth &* shape.outputStep)
  }
  sums.finish(into: dw)
}

/// Adds one line to `sums`, which is laid out as the weights.
@inline(__always) private func productWeightGradient<S: EngineScalar>(
  _ shape: ConvolutionGeometry, _ g: Source<S>, _ x: Source<S>, _ lineStride: Int,
  _ sums: Target<S>, transposed: Target<S>
) {
  let columns = shape.weightStride
  let run = shape.kernel &* shape.channels
  for position in 0..<shape.outputWidth {
    transposeChunk(g + position &* shape.outputStep, transposed, features: shape.filters)
    var source = x + position &* shape.stride &* shape.inputStep
    var target = sums
    for _ in 0..<shape.kernel {
      outerProducts(source, rows: run, transposed, columns: columns, into: target)
      source += lineStride
      target += run &* columns
    }
  }
}

/// Adds one line to `sums`, which is `[filter, ky, kx, channel, 16]`.
@inline(__always) private func sampleLaneWeightGradient<S: EngineScalar>(
  _ shape: ConvolutionGeometry, _ g: Source<S>, _ x: Source<S>, _ lineStride: Int,
  _ sums: Target<S>
) {
  let run = shape.kernel &* shape.channels
  for ky in 0..<shape.kernel {
    let source = x + ky &* lineStride
    var tap = 0
    while tap < run {
      let left = run &- tap
      if left >= 5 {
        tapSums(TapFive<S>.self, shape, g, source, ky, tap, sums)
        tap &+= 5
      } else if left >= 3 {
        tapSums(TapThree<S>.self, shape, g, source, ky, tap, sums)
        tap &+= 3
      } else {
        tapSums(TapOne<S>.self, shape, g, source, ky, tap, sums)
        tap &+= 1
      }
    }
  }
}

/// Adds one output line's contribution to the accumulators of neighbouring taps of all filters.
@inline(__always) private func tapSums<S, T: TapBlock>(
  _: T.Type, _ shape: ConvolutionGeometry, _ gradient: Source<S>, _ source: Source<S>,
  _ ky: Int, _ tap: Int, _ scratch: Target<S>
) where T.S == S {
  let run = shape.kernel &* shape.channels
  let filterStride = shape.kernel &* run &* 16
  var f = 0
  @inline(__always) func sums() -> Target<S> {
    scratch + ((f &* shape.kernel &+ ky) &* run &+ tap) &* 16
  }
  #if WIDE_REGISTERS
    while f &+ 4 <= shape.filters {
      filterSums(
        FilterPair<FilterPair<FilterOne<T>>>.self, shape, gradient + f &* Chunk.size,
        source + tap &* Chunk.size, sums(), filterStride)
      f &+= 4
    }
  #endif
  while f &+ 2 <= shape.filters {
    #if !WIDE_REGISTERS
      if S.self == Float.self, T.count == 5 {
        halfTapSums(
          shape, UnsafeRawPointer(gradient + f &* Chunk.size).assumingMemoryBound(to: Float.self),
          UnsafeRawPointer(source + tap &* Chunk.size).assumingMemoryBound(to: Float.self),
          UnsafeMutableRawPointer(sums()).assumingMemoryBound(to: Float.self), filterStride)
        f &+= 2
        continue
      }
    #endif
    filterSums(
      FilterPair<FilterOne<T>>.self, shape, gradient + f &* Chunk.size,
      source + tap &* Chunk.size, sums(), filterStride)
    f &+= 2
  }
  if f < shape.filters {
    filterSums(
      FilterOne<T>.self, shape, gradient + f &* Chunk.size, source + tap &* Chunk.size, sums(),
      filterStride)
  }
}

@inline(__always) private func filterSums<S, B: FilterBlock>(
  _: B.Type, _ shape: ConvolutionGeometry, _ gradient: Source<S>, _ source: Source<S>,
  _ sums: Target<S>, _ filterStride: Int
) where B.Taps.S == S {
  var block = B(sums: sums, filterStride)
  var g = gradient
  var x = source
  let step = shape.stride &* shape.inputStep
  var left = shape.outputWidth
  repeat {
    block.addProduct(g, B.Taps(values: x))
    block.addProduct(g + 16, B.Taps(values: x + 16))
    block.addProduct(g + 32, B.Taps(values: x + 32))
    block.addProduct(g + 48, B.Taps(values: x + 48))
    g += shape.outputStep
    x += step
    left &-= 1
  } while left != 0
  block.store(sums, filterStride)
}

/// Accumulators or values of neighbouring taps of one kernel line, lanes being samples.
protocol TapBlock<S> {
  associatedtype S: EngineScalar
  static var count: Int { get }
  /// Accumulators, 16 values apart.
  init(sums: Source<S>)
  /// Inputs, 64 values apart.
  init(values: Source<S>)
  mutating func addProduct(_ g: Lanes<S>, _ x: Self)
  func store(_ p: Target<S>)
}

struct TapOne<S: EngineScalar>: TapBlock {
  var a: Lanes<S>
  @inline(__always) static var count: Int { 1 }
  @inline(__always) init(sums: Source<S>) { a = load(sums) }
  @inline(__always) init(values: Source<S>) { a = load(values) }
  @inline(__always) mutating func addProduct(_ g: Lanes<S>, _ x: Self) {
    a = a.plus(g, times: x.a)
  }
  @inline(__always) func store(_ p: Target<S>) { Engine.store(a, p) }
}

struct TapJoin<A: TapBlock, B: TapBlock>: TapBlock where A.S == B.S {
  typealias S = A.S
  var a: A
  var b: B
  @inline(__always) static var count: Int { A.count &+ B.count }
  @inline(__always) init(sums: Source<S>) {
    a = A(sums: sums)
    b = B(sums: sums + 16 &* A.count)
  }
  @inline(__always) init(values: Source<S>) {
    a = A(values: values)
    b = B(values: values + Chunk.size &* A.count)
  }
  @inline(__always) mutating func addProduct(_ g: Lanes<S>, _ x: Self) {
    a.addProduct(g, x.a)
    b.addProduct(g, x.b)
  }
  @inline(__always) func store(_ p: Target<S>) {
    a.store(p)
    b.store(p + 16 &* A.count)
  }
}

typealias TapThree<S: EngineScalar> = TapJoin<TapJoin<TapOne<S>, TapOne<S>>, TapOne<S>>
typealias TapFive<S: EngineScalar> = TapJoin<TapThree<S>, TapJoin<TapOne<S>, TapOne<S>>>

/// Accumulators of the same taps for neighbouring filters, which share the loaded inputs.
protocol FilterBlock {
  associatedtype Taps: TapBlock
  static var count: Int { get }
  init(sums: Source<Taps.S>, _ filterStride: Int)
  mutating func addProduct(_ g: Source<Taps.S>, _ x: Taps)
  func store(_ p: Target<Taps.S>, _ filterStride: Int)
}

struct FilterOne<Taps: TapBlock>: FilterBlock {
  var taps: Taps
  @inline(__always) static var count: Int { 1 }
  @inline(__always) init(sums: Source<Taps.S>, _ filterStride: Int) { taps = Taps(sums: sums) }
  @inline(__always) mutating func addProduct(_ g: Source<Taps.S>, _ x: Taps) {
    taps.addProduct(load(g), x)
  }
  @inline(__always) func store(_ p: Target<Taps.S>, _ filterStride: Int) { taps.store(p) }
}

struct FilterPair<A: FilterBlock>: FilterBlock {
  typealias Taps = A.Taps
  var a: A
  var b: A
  @inline(__always) static var count: Int { 2 &* A.count }
  @inline(__always) init(sums: Source<Taps.S>, _ filterStride: Int) {
    a = A(sums: sums, filterStride)
    b = A(sums: sums + A.count &* filterStride, filterStride)
  }
  @inline(__always) mutating func addProduct(_ g: Source<Taps.S>, _ x: Taps) {
    a.addProduct(g, x)
    b.addProduct(g + A.count &* Chunk.size, x)
  }
  @inline(__always) func store(_ p: Target<Taps.S>, _ filterStride: Int) {
    a.store(p, filterStride)
    b.store(p + A.count &* filterStride, filterStride)
  }
}
