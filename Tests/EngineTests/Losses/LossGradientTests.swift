import Catalog
import Engine
import Testing

/// Analytic gradients of every registered loss against central differences, in Double.
@Suite(.tags(.numerics)) struct LossGradientTests {
  @Test(arguments: LossRegistry.all.map { $0.name }, [1, 3, 64, 65, 70])
  func agreeWithCentralDifferences(_ kind: String, _ count: Int) throws {
    let type = try #require(LossRegistry.all.first { $0.name == kind })
    for classes in type.isBinary ? [2] : [2, 3, 10] {
      try check(type.init(Arguments()), classes: classes, count)
    }
  }

  @Test(arguments: [1, 64, 70]) func smoothedAgreesWithCentralDifferences(_ count: Int) throws {
    let loss = try #require(CrossEntropy(Arguments()).smoothed(by: 0.2))
    for classes in [2, 10] { try check(loss, classes: classes, count) }
  }

  /// Losses that are made of straight pieces, where gradients may be zero.
  private static let pieced: Set<String> = ["hinge", "multi_margin"]

  private func check(_ loss: any LossDefinition, classes: Int, _ count: Int) throws {
    let outputs = loss.outputCount(classes: classes)
    let isPieced = Self.pieced.contains(type(of: loss).name)
    let probe = LossProbe<Double>(loss, outputs: outputs)
    var numbers = TestNumbers(seed: UInt64(classes))
    // Of few samples none may be beyond its margin: there would be nothing to compare.
    let size = isPieced && count < 10 ? 0.5 : 3
    var logits = numbers.samples(count, of: outputs).map { $0.map { size * $0 } }
    let labels = (0..<count).map { _ in numbers.integer(below: classes) }
    let gradient = probe.evaluate(logits, labels: labels).gradient
    var check = GradientCheck(largest: gradient.joined().reduce(0) { max($0, abs($1)) })
    for place in numbers.places(60, of: count * outputs) {
      let (sample, output) = place.quotientAndRemainder(dividingBy: outputs)
      let value = logits[sample][output]
      check.add(
        "logit \(sample), \(output)", analytic: gradient[sample][output],
        isPieced ? .kinked : .smooth
      ) {
        logits[sample][output] = value + $0
        defer { logits[sample][output] = value }
        return [probe.evaluate(logits, labels: labels).loss]
      }
    }
    #expect(check.worst.error < GradientCheck.tolerance, "\(check.worst.name)")
    let (zeros, all) = (check.zeros, check.coordinates.count)
    #expect(isPieced ? zeros < all : zeros == 0, "\(zeros) of \(all) derivatives are zero")
    let skipsLittle = check.skipsLittle
    #expect(skipsLittle, "\(check.skipped) coordinates cross a kink")
    #expect(check.corrupted.worst.error > GradientCheck.tolerance, "a wrong entry goes unnoticed")
  }
}
