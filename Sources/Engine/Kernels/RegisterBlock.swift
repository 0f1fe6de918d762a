// One register block serves every matrix product and convolution: rows × columns of accumulators,
// one weight broadcast per row, one fused multiply-add per accumulator and step. Small generic
// structs compose it and specialise to straight-line code: six rows of 64 columns use 24 of the 32
// registers of AVX-512, six rows of 16 columns twelve of the 16 registers of AVX2.

/// Neighbouring columns of one accumulator row.
protocol ColumnBlock<S> {
  associatedtype S: EngineScalar
  static var width: Int { get }
  init()
  init(_ p: Source<S>)
  mutating func addProduct(_ weight: S, _ x: Self)
  func store(_ p: Target<S>)
  /// Stores the block by sixteens, one to each panel.
  func store(_ p: Target<S>, panelStride: Int)
  /// Adds the block to memory, as one term.
  func add(to p: Target<S>)
  func biased(_ bias: S, rectify: Bool) -> Self
  /// Adds d and d² of its columns to `p[0..<16]` and `p[16..<32]`, with d = value − shift.
  func addMoments(to p: Target<S>, shift: Lanes<S>)
}

/// Sixteen columns.
struct Columns16<S: EngineScalar>: ColumnBlock {
  var a: Lanes<S>
  @inline(__always) static var width: Int { 16 }
  @inline(__always) init() { a = .zeros }
  @inline(__always) init(_ a: Lanes<S>) { self.a = a }
  @inline(__always) init(_ p: Source<S>) { a = load(p) }
  @inline(__always) mutating func addProduct(_ weight: S, _ x: Self) {
    a = a.plus(Lanes(all: weight), times: x.a)
  }
  @inline(__always) func store(_ p: Target<S>) { Engine.store(a, p) }
  @inline(__always) func store(_ p: Target<S>, panelStride: Int) { Engine.store(a, p) }
  @inline(__always) func add(to p: Target<S>) { Engine.store(load(p) + a, p) }
  @inline(__always) func biased(_ bias: S, rectify: Bool) -> Self {
    let sum = a + Lanes(all: bias)
    return Self(rectify ? sum.rectified : sum)
  }
  @inline(__always) func addMoments(to p: Target<S>, shift: Lanes<S>) {
    let d = a - shift
    Engine.store(load(p) + d, p)
    Engine.store(load(p + 16).plus(d, times: d), p + 16)
  }
}

/// Twice the columns of another block.
struct TwiceColumns<A: ColumnBlock>: ColumnBlock {
  typealias S = A.S
  var a: A
  var b: A
  @inline(__always) static var width: Int { 2 &* A.width }
  @inline(__always) init() { (a, b) = (A(), A()) }
  @inline(__always) init(_ a: A, _ b: A) { (self.a, self.b) = (a, b) }
  @inline(__always) init(_ p: Source<S>) { (a, b) = (A(p), A(p + A.width)) }
  @inline(__always) mutating func addProduct(_ weight: S, _ x: Self) {
    a.addProduct(weight, x.a)
    b.addProduct(weight, x.b)
  }
  @inline(__always) func store(_ p: Target<S>) {
    a.store(p)
    b.store(p + A.width)
  }
  @inline(__always) func store(_ p: Target<S>, panelStride: Int) {
    a.store(p, panelStride: panelStride)
    b.store(p + (A.width / 16) &* panelStride, panelStride: panelStride)
  }
  @inline(__always) func add(to p: Target<S>) {
    a.add(to: p)
    b.add(to: p + A.width)
  }
  @inline(__always) func biased(_ bias: S, rectify: Bool) -> Self {
    Self(a.biased(bias, rectify: rectify), b.biased(bias, rectify: rectify))
  }
  @inline(__always) func addMoments(to p: Target<S>, shift: Lanes<S>) {
    a.addMoments(to: p, shift: shift)
    b.addMoments(to: p, shift: shift)
  }
}

typealias Columns32<S: EngineScalar> = TwiceColumns<Columns16<S>>
typealias Columns64<S: EngineScalar> = TwiceColumns<Columns32<S>>

#if WIDE_REGISTERS
  /// The columns that one register block covers.
  typealias WideColumns<S: EngineScalar> = Columns64<S>
#else
  /// The columns that one register block covers.
  typealias WideColumns<S: EngineScalar> = Columns16<S>
#endif

/// Rows of accumulators over the same columns.
protocol RowBlock {
  associatedtype Columns: ColumnBlock
  static var count: Int { get }
  init()
  /// Adds `w[row·stride] · x` to each row.
  mutating func step(_ w: Source<Columns.S>, _ stride: Int, _ x: Columns)
  func drain<K: Sink>(_ row: Int, into sink: K) where K.Columns == Columns
}

/// Where finished rows go.
///
/// A protocol, not a closure: a closure would stay an out-of-line call that spills every
/// accumulator.
protocol Sink {
  associatedtype Columns: ColumnBlock
  func put(_ row: Int, _ columns: Columns)
}

struct Row1<Columns: ColumnBlock>: RowBlock {
  var columns = Columns()
  @inline(__always) init() {}
  @inline(__always) static var count: Int { 1 }
  @inline(__always) mutating func step(_ w: Source<Columns.S>, _ stride: Int, _ x: Columns) {
    columns.addProduct(w[0], x)
  }
  @inline(__always) func drain<K: Sink>(_ row: Int, into sink: K) where K.Columns == Columns {
    sink.put(row, columns)
  }
}

struct JoinedRows<A: RowBlock, B: RowBlock>: RowBlock where A.Columns == B.Columns {
  typealias Columns = A.Columns
  var a = A()
  var b = B()
  @inline(__always) init() {}
  @inline(__always) static var count: Int { A.count &+ B.count }
  @inline(__always) mutating func step(_ w: Source<Columns.S>, _ stride: Int, _ x: Columns) {
    a.step(w, stride, x)
    b.step(w + A.count &* stride, stride, x)
  }
  @inline(__always) func drain<K: Sink>(_ row: Int, into sink: K) where K.Columns == Columns {
    a.drain(row, into: sink)
    b.drain(row &+ A.count, into: sink)
  }
}

typealias Row2<C: ColumnBlock> = JoinedRows<Row1<C>, Row1<C>>
typealias Row4<C: ColumnBlock> = JoinedRows<Row2<C>, Row2<C>>
typealias Row6<C: ColumnBlock> = JoinedRows<Row4<C>, Row2<C>>

extension RowBlock {
  /// Takes `count` steps of `rows += w[row·rowStride] · x`, advancing `w` and `x` after each.
  @inline(__always) mutating func run(
    _ w: Source<Columns.S>, rowStride: Int, wStep: Int, _ x: Source<Columns.S>, xStep: Int,
    count: Int
  ) {
    var w = w
    var x = x
    var left = count
    repeat {
      step(w, rowStride, Columns(x))
      w += wStep
      x += xStep
      left &-= 1
    } while left != 0
  }
}

extension RowBlock {
  /// Takes the steps of one kernel line of a convolution with weights that are `wStep` apart.
  ///
  /// Five steps, which is a line of LeNet-5's first layer, are too few for a loop: one takes a tenth
  /// longer.
  @inline(__always) mutating func runLine(
    _ w: Source<Columns.S>, wStep: Int, _ x: Source<Columns.S>, count: Int
  ) {
    if count == 5 {
      step(w, 1, Columns(x))
      step(w + wStep, 1, Columns(x + Chunk.size))
      step(w + 2 &* wStep, 1, Columns(x + 2 &* Chunk.size))
      step(w + 3 &* wStep, 1, Columns(x + 3 &* Chunk.size))
      step(w + 4 &* wStep, 1, Columns(x + 4 &* Chunk.size))
    } else {
      run(w, rowStride: 1, wStep: wStep, x, xStep: Chunk.size, count: count)
    }
  }
}

/// Work that is done for a block of rows starting at a row.
protocol RowBlockTask {
  associatedtype Columns: ColumnBlock
  func perform<R: RowBlock>(_: R.Type, _ row: Int) where R.Columns == Columns
}

extension RowBlockTask {
  /// Covers `count` rows by blocks of six, four, two and one.
  @inline(__always) func perform(rows count: Int) {
    var row = 0
    while row &+ 6 <= count {
      perform(Row6<Columns>.self, row)
      row &+= 6
    }
    if row &+ 4 <= count {
      perform(Row4<Columns>.self, row)
      row &+= 4
    }
    if row &+ 2 <= count {
      perform(Row2<Columns>.self, row)
      row &+= 2
    }
    if row < count { perform(Row1<Columns>.self, row) }
  }
}

/// Stores each row.
struct StoreSink<C: ColumnBlock>: Sink {
  typealias Columns = C
  let y: Target<C.S>
  let stride: Int
  @inline(__always) func put(_ row: Int, _ columns: C) { columns.store(y + row &* stride) }
}

/// Stores each row by sixteens, one to each panel of `[panel, row, 16]`.
struct PanelSink<C: ColumnBlock>: Sink {
  typealias Columns = C
  let y: Target<C.S>
  let panelStride: Int
  @inline(__always) func put(_ row: Int, _ columns: C) {
    columns.store(y + row &* 16, panelStride: panelStride)
  }
}

/// Adds each row to memory, as one term.
struct AddSink<C: ColumnBlock>: Sink {
  typealias Columns = C
  let y: Target<C.S>
  let stride: Int
  @inline(__always) func put(_ row: Int, _ columns: C) { columns.add(to: y + row &* stride) }
}

/// Adds a bias to each row, rectifies it if asked, and stores it.
struct BiasSink<C: ColumnBlock>: Sink {
  typealias Columns = C
  let y: Target<C.S>
  let bias: Source<C.S>
  let rectify: Bool
  @inline(__always) func put(_ row: Int, _ columns: C) {
    columns.biased(bias[row], rectify: rectify).store(y + row &* Chunk.size)
  }
}
