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
    guard let value else { return false }
    if best.map({ rule.metric.quantity.goal.isBetter(value, than: $0.value) }) ?? true {
      best = (epoch, value)
      if rule.restore == .best {
        for name in network.tensorNames { weights[name] = network.tensor(name) }
      }
    }
    return best.map { epoch - $0.epoch >= rule.patience } ?? false
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
