internal import Engine
internal import Specification

/// Watches a metric while a network is trained, says when it no longer improves, and remembers the
/// weights of its best epoch.
struct EarlyStopper {
  let rule: EarlyStopping
  /// The first epoch with the best value so far, from 1.
  private(set) var best: (epoch: Int, value: Double)?
  /// Every tensor of that epoch, by name; kept only where it may be restored.
  private(set) var weights: [String: [Float]] = [:]

  init(_ rule: EarlyStopping) {
    self.rule = rule
  }

  /// Looks at the metric after an epoch.
  ///
  /// - Returns: Whether the training ends.
  mutating func observe(_ value: Double?, after epoch: Int, _ network: Network<Float>) -> Bool {
    if note(value, after: epoch) { remember(network) }
    guard value != nil else { return false }
    return best.map { epoch - $0.epoch >= rule.patience } ?? false
  }

  /// Takes over what an earlier session saw.
  ///
  /// - Parameter values: The metric after each of its epochs.
  /// - Returns: `false` where weights of an epoch before the last one may have to be restored, which
  ///   a saved state does not have.
  mutating func replay(_ values: [Double?]) -> Bool {
    for (index, value) in values.enumerated() { _ = note(value, after: index + 1) }
    return rule.restore == .last || best.map { $0.epoch == values.count } ?? true
  }

  /// Whether an epoch is the best so far.
  private mutating func note(_ value: Double?, after epoch: Int) -> Bool {
    guard let value,
      best.map({ rule.metric.quantity.goal.isBetter(value, than: $0.value) }) ?? true
    else { return false }
    best = (epoch, value)
    return true
  }

  /// Keeps the weights as they are, where they may be restored.
  mutating func remember(_ network: Network<Float>) {
    guard rule.restore == .best else { return }
    for name in network.tensorNames { weights[name] = network.tensor(name) }
  }

  /// Puts the best epoch's weights back.
  ///
  /// - Returns: That epoch; `nil` where the last one counts.
  func restore(_ network: Network<Float>) -> Int? {
    guard rule.restore == .best, let best else { return nil }
    for (name, values) in weights { network.setTensor(name, values) }
    return best.epoch
  }
}
