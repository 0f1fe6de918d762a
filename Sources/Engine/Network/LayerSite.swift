/// The place in a network where a layer is compiled: its neighbours' buffers and its own tensors.
package final class LayerSite<S: EngineScalar> {
  private let compiler: NetworkCompiler<S>
  private let index: Int
  /// The last layer absorbed so far; its output is the operation's.
  private(set) var last: Int

  init(_ compiler: NetworkCompiler<S>, index: Int) {
    self.compiler = compiler
    self.index = index
    last = index
  }

  /// The name of the layer itself, which keys its random numbers.
  var name: String { compiler.nodes[index].name }

  var arena: Arena<S> { compiler.arena }

  /// Chunks that a full batch has.
  var chunks: Int { compiler.partition.chunks }

  /// Where the bits of a training repeat.
  var tier: Numerics.Tier { compiler.tier }

  /// Samples that a full batch has.
  var batchSize: Int { compiler.batchSize }

  var inputs: [Activations<S>] { compiler.nodes[index].inputs.map { compiler.value(of: $0) } }

  var input: Activations<S> { compiler.value(of: compiler.nodes[index].inputs[0]) }

  /// Where ∂loss/∂input goes, or `nil` when nobody needs it.
  func inputGradient(_ position: Int = 0) -> Activations<S>? {
    compiler.gradient(
      of: compiler.nodes[index].inputs[position],
      for: NetworkReader(node: index, position: position))
  }

  /// Takes the following layer into this operation if it is of the given kind and the only reader.
  func absorb<D: LayerDefinition>(_: D.Type, where accepts: (D) -> Bool = { _ in true }) -> D? {
    guard compiler.fusing, let next = compiler.soleReader(of: last),
      let definition = compiler.nodes[next].definition as? D, accepts(definition)
    else { return nil }
    last = next
    compiler.markAbsorbed(next)
    return definition
  }

  /// Takes the two following layers into this operation if both can be absorbed.
  func absorb<A: LayerDefinition, B: LayerDefinition>(
    _: A.Type, then _: B.Type, where accepts: (B) -> Bool = { _ in true }
  ) -> (A, B)? {
    let before = last
    guard let first = absorb(A.self) else { return nil }
    guard let second = absorb(B.self, where: accepts) else {
      compiler.unmarkAbsorbed(last)
      last = before
      return nil
    }
    return (first, second)
  }

  /// The name of the layer absorbed last.
  var lastName: String { compiler.nodes[last].name }

  /// The output buffer of the operation, bordered as its readers ask.
  func makeOutput() -> Activations<S> { compiler.makeOutput(of: last) }

  /// Declares that the output is the given buffer.
  func alias(output: Activations<S>, gradient: Activations<S>?) {
    compiler.setValue(of: last, output, gradient: gradient)
  }

  /// The gradient of the loss with respect to the output, without border.
  ///
  /// It is filled before `backward` is called.
  func outputGradient() -> Activations<S>? { compiler.sumGradient(of: last) }

  /// A buffer between fused layers, without border.
  func makeActivations(_ shape: Shape) -> Activations<S> {
    arena.activations(shape, border: 0, chunks: chunks)
  }

  /// The output shape of the layer itself, before absorbing.
  var shape: Shape { compiler.nodes[index].output }

  /// A tensor of the layer itself, or of the layer absorbed last.
  func tensor(_ name: String, ofLast: Bool = false) -> TensorSlot<S>? {
    compiler.slot(layer: ofLast ? last : index, name)
  }

  /// Scratch memory that operations share within a chunk; contents do not survive an operation.
  func scratch(_ count: Int) -> ScratchRequest<S> { compiler.requestScratch(count) }
}

/// Shared scratch memory, resolved once all layers have asked; every part of the batch has its own.
final class ScratchRequest<S: EngineScalar> {
  let count: Int
  private var base: UnsafeMutablePointer<S>
  private var stride = 0

  init(count: Int, placeholder: UnsafeMutablePointer<S>) {
    self.count = count
    base = placeholder
  }

  func resolve(_ base: UnsafeMutablePointer<S>, stride: Int) {
    self.base = base
    self.stride = stride
  }

  /// The memory of a part.
  @inline(__always) func pointer(_ part: Int) -> Target<S> { base + part &* stride }
}
