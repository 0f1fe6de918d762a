extension Activations {
  /// Fills `output` with a function of these values, line by line.
  @inline(__always) func map(_ function: some LaneFunction, into output: Self, _ chunk: Int) {
    for y in 0..<height {
      let x = line(y, chunk)
      let target = output.line(y, chunk)
      var n = 0
      while n < lineCount {
        store(function.value(load(x + n)), target + n)
        n &+= 16
      }
    }
  }

  /// Fills `downstream` with `upstream` × the function's derivative at these values.
  @inline(__always) func mapGradient(
    _ function: some LaneFunction, result: Self, upstream: Self, into downstream: Self, _ chunk: Int
  ) {
    for y in 0..<height {
      let x = line(y, chunk)
      let value = result.line(y, chunk)
      let g = upstream.line(y, chunk)
      let target = downstream.line(y, chunk)
      var n = 0
      while n < lineCount {
        store(load(g + n) * function.derivative(load(x + n), load(value + n)), target + n)
        n &+= 16
      }
    }
  }

  /// Fills `output` with these values.
  @inline(__always) func copy(into output: Self, _ chunk: Int) {
    for y in 0..<height { output.line(y, chunk).update(from: line(y, chunk), count: lineCount) }
  }

  /// Fills a contiguous vector with the lines of this picture.
  func copyLines(into flat: Self, _ chunk: Int) {
    for y in 0..<height {
      (flat.origin(chunk) + y &* lineCount).update(from: line(y, chunk), count: lineCount)
    }
  }

  /// Fills the lines of this picture with a contiguous vector.
  func copyLines(from flat: Self, _ chunk: Int) {
    for y in 0..<height {
      line(y, chunk).update(from: flat.origin(chunk) + y &* lineCount, count: lineCount)
    }
  }

  /// Adds `other` to these values.
  @inline(__always) func add(_ other: Self, _ chunk: Int) {
    for y in 0..<height {
      let target = line(y, chunk)
      let source = other.line(y, chunk)
      var n = 0
      while n < lineCount {
        store(load(target + n) + load(source + n), target + n)
        n &+= 16
      }
    }
  }
}

/// `g ← value > 0 ? g·scale : 0`: the gradient of a rectifier whose result is `value`, and of an
/// inverted dropout after it, which leaves zeros where it dropped.
@inline(__always) func rectifierGradient<S: EngineScalar>(
  _ g: Target<S>, _ value: Source<S>, count: Int, scale: S
) {
  let factor = Lanes<S>(all: scale)
  var n = 0
  while n < count {
    store(load(value + n).greater(than: .zeros, load(g + n) * factor, else: .zeros), g + n)
    n &+= 16
  }
}
