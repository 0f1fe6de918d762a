/// Largest value of each window and its place in the window (`ky·size + kx`, the first of equals).
///
/// `x` and `y` are inner origins; `places` is laid out like `y` without border.
@inline(__always) func maxPoolForward<S: EngineScalar>(
  _ shape: PoolingGeometry, _ x: Source<S>, lineStride: Int, _ y: Target<S>,
  outputLineStride: Int, _ places: Target<S>
) {
  for oy in 0..<shape.outputHeight {
    let lines = shape.lines(oy)
    for ox in 0..<shape.outputWidth {
      let columns = shape.columns(ox)
      let top = oy &* shape.stride &- shape.padding
      let left = ox &* shape.stride &- shape.padding
      let origin = x + (top &* lineStride &+ left &* shape.step)
      let target = y + (oy &* outputLineStride &+ ox &* shape.step)
      let placed = places + (oy &* shape.outputWidth &+ ox) &* shape.step
      var n = 0
      while n < shape.step {
        var best = load(
          origin + (lines.lowerBound &* lineStride &+ columns.lowerBound &* shape.step &+ n))
        var place = Lanes<S>(
          all: S.scalar(lines.lowerBound &* shape.size &+ columns.lowerBound))
        for ky in lines {
          for kx in columns {
            let value = load(origin + (ky &* lineStride &+ kx &* shape.step &+ n))
            place = value.greater(
              than: best, Lanes(all: S.scalar(ky &* shape.size &+ kx)), else: place)
            best = value.greater(than: best, value, else: best)
          }
        }
        store(best, target + n)
        store(place, placed + n)
        n &+= 16
      }
    }
  }
}

/// Hands each gradient to the place of its window's maximum; `dx` is overwritten.
@inline(__always) func maxPoolBackward<S: EngineScalar>(
  _ shape: PoolingGeometry, _ g: Source<S>, outputLineStride: Int, _ places: Source<S>,
  _ dx: Target<S>, lineStride: Int
) {
  clearLines(dx, lineStride: lineStride, lines: shape.height, count: shape.width &* shape.step)
  for oy in 0..<shape.outputHeight {
    let lines = shape.lines(oy)
    for ox in 0..<shape.outputWidth {
      let columns = shape.columns(ox)
      let top = oy &* shape.stride &- shape.padding
      let left = ox &* shape.stride &- shape.padding
      let origin = dx + (top &* lineStride &+ left &* shape.step)
      let source = g + (oy &* outputLineStride &+ ox &* shape.step)
      let placed = places + (oy &* shape.outputWidth &+ ox) &* shape.step
      var n = 0
      while n < shape.step {
        let gradient = load(source + n)
        let place = load(placed + n)
        for ky in lines {
          for kx in columns {
            let p = origin + (ky &* lineStride &+ kx &* shape.step &+ n)
            let here = Lanes<S>(all: S.scalar(ky &* shape.size &+ kx))
            store(load(p) + place.equal(to: here, gradient, else: .zeros), p)
          }
        }
        n &+= 16
      }
    }
  }
}

/// Mean of each window; values outside the picture count as zeros, as they do in PyTorch.
@inline(__always) func averagePoolForward<S: EngineScalar>(
  _ shape: PoolingGeometry, _ x: Source<S>, lineStride: Int, _ y: Target<S>,
  outputLineStride: Int
) {
  let share = Lanes<S>(all: 1 / S.scalar(shape.size &* shape.size))
  for oy in 0..<shape.outputHeight {
    let lines = shape.lines(oy)
    for ox in 0..<shape.outputWidth {
      let columns = shape.columns(ox)
      let top = oy &* shape.stride &- shape.padding
      let left = ox &* shape.stride &- shape.padding
      let origin = x + (top &* lineStride &+ left &* shape.step)
      let target = y + (oy &* outputLineStride &+ ox &* shape.step)
      var n = 0
      while n < shape.step {
        var sum = Lanes<S>.zeros
        for ky in lines {
          for kx in columns {
            sum = sum + load(origin + (ky &* lineStride &+ kx &* shape.step &+ n))
          }
        }
        store(sum * share, target + n)
        n &+= 16
      }
    }
  }
}

/// Spreads each gradient evenly over its window; `dx` is overwritten.
@inline(__always) func averagePoolBackward<S: EngineScalar>(
  _ shape: PoolingGeometry, _ g: Source<S>, outputLineStride: Int, _ dx: Target<S>,
  lineStride: Int
) {
  let share = Lanes<S>(all: 1 / S.scalar(shape.size &* shape.size))
  clearLines(dx, lineStride: lineStride, lines: shape.height, count: shape.width &* shape.step)
  for oy in 0..<shape.outputHeight {
    let lines = shape.lines(oy)
    for ox in 0..<shape.outputWidth {
      let columns = shape.columns(ox)
      let top = oy &* shape.stride &- shape.padding
      let left = ox &* shape.stride &- shape.padding
      let origin = dx + (top &* lineStride &+ left &* shape.step)
      let source = g + (oy &* outputLineStride &+ ox &* shape.step)
      var n = 0
      while n < shape.step {
        let part = load(source + n) * share
        for ky in lines {
          for kx in columns {
            let p = origin + (ky &* lineStride &+ kx &* shape.step &+ n)
            store(load(p) + part, p)
          }
        }
        n &+= 16
      }
    }
  }
}

/// Fills the inner lines of a gradient with zeros.
@inline(__always) func clearLines<S: EngineScalar>(
  _ p: Target<S>, lineStride: Int, lines: Int, count: Int
) {
  for line in 0..<lines { (p + line &* lineStride).update(repeating: 0, count: count) }
}
