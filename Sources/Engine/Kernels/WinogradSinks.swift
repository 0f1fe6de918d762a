/// Adds a bias to each output, rectifies it if asked, and stores it.
struct WinogradBiasSink<S: EngineScalar>: WinogradSink {
  let y: Target<S>
  let lineStride: Int
  let filters: Int
  let bias: Source<S>
  let rectify: Bool

  @inline(__always) func put(
    _ place: WinogradPlace, side: Int, _ filter: Int, _ n: Int, _ values: Source<S>
  ) {
    let b = Lanes(all: bias[filter])
    let step = filters &* Chunk.size
    var target = y + (place.line &* lineStride &+ place.column &* step)
    target += filter &* Chunk.size &+ n
    for i in 0..<place.lines {
      for j in 0..<place.columns {
        let sum = load(values + (i &* side &+ j) &* 16) + b
        store(rectify ? sum.rectified : sum, target + (i &* lineStride &+ j &* step))
      }
    }
  }

  @inline(__always) func finishLine() {}
}

/// Adds a bias to each output, stores it and collects the moments of full chunks.
///
/// Sums are kept in the scalar within a line of tiles and in Double across lines.
struct WinogradMomentsSink<S: EngineScalar>: WinogradSink {
  let y: Target<S>
  let lineStride: Int
  let filters: Int
  let bias: Source<S>
  let shift: Source<S>
  let sums: ChannelSums
  /// `[filters, 32]`: sums of d and d² of the line of tiles.
  let partial: Target<S>

  init(
    y: Activations<S>, _ chunk: Int, bias: Source<S>, shift: Source<S>, sums: ChannelSums,
    partial: Target<S>
  ) {
    self.y = y.origin(chunk)
    lineStride = y.lineStride
    filters = y.channels
    self.bias = bias
    self.shift = shift
    self.sums = sums
    self.partial = partial
    sums.first.update(repeating: 0, count: filters)
    sums.second.update(repeating: 0, count: filters)
    partial.update(repeating: 0, count: 32 &* filters)
  }

  @inline(__always) func put(
    _ place: WinogradPlace, side: Int, _ filter: Int, _ n: Int, _ values: Source<S>
  ) {
    let b = Lanes(all: bias[filter])
    let center = Lanes(all: shift[filter])
    let step = filters &* Chunk.size
    var target = y + (place.line &* lineStride &+ place.column &* step)
    target += filter &* Chunk.size &+ n
    let moments = partial + 32 &* filter
    var (first, second) = (load(moments), load(moments + 16))
    for i in 0..<place.lines {
      for j in 0..<place.columns {
        let value = load(values + (i &* side &+ j) &* 16) + b
        store(value, target + (i &* lineStride &+ j &* step))
        let d = value - center
        first = first + d
        second = second.plus(d, times: d)
      }
    }
    store(first, moments)
    store(second, moments + 16)
  }

  @inline(__always) func finishLine() {
    for f in 0..<filters {
      sums.first[f] += S.double(load(partial + 32 &* f).sum)
      sums.second[f] += S.double(load(partial + (32 &* f &+ 16)).sum)
    }
    partial.update(repeating: 0, count: 32 &* filters)
  }
}

/// Takes the maximum and its place of each 2 × 2 window, adds the bias and rectifies if asked.
struct WinogradPoolSink<S: EngineScalar>: WinogradSink {
  let y: Target<S>
  let lineStride: Int
  let places: Target<S>
  let placeStride: Int
  let filters: Int
  let bias: Source<S>
  let rectify: Bool

  @inline(__always) func put(
    _ place: WinogradPlace, side: Int, _ filter: Int, _ n: Int, _ values: Source<S>
  ) {
    let b = Lanes(all: bias[filter])
    let step = filters &* Chunk.size
    let (line, column) = (place.line &>> 1, place.column &>> 1)
    for i in 0..<place.lines &>> 1 {
      for j in 0..<place.columns &>> 1 {
        let q = values + (i &* side &+ j) &* 32
        let (value, index) = windowMaximum(
          load(q), load(q + 16), load(q + 16 &* side), load(q + (16 &* side &+ 16)))
        let offset = (column &+ j) &* step &+ filter &* Chunk.size &+ n
        let sum = value + b
        store(rectify ? sum.rectified : sum, y + ((line &+ i) &* lineStride &+ offset))
        store(index, places + ((line &+ i) &* placeStride &+ offset))
      }
    }
  }

  @inline(__always) func finishLine() {}
}
