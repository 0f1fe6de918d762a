import Diagnostics
import Testing

@testable import Comparing

/// A hundred thousand trials on each side.
@Suite struct LargeDiffMeasuringTests {
  private func trials(shift: Int) -> String {
    var text = "id,phase,variant,seed,learning_rate,dropout,train_loss,train_accuracy,"
    text += "validation_loss,validation_accuracy,test_loss,test_accuracy,state\n"
    for setting in 0..<12_500 {
      for seed in 1...8 {
        let a = 800_000 + (setting * 37 + seed * 911) % 99_999
        let b = a + ((setting * 13 + seed * 7) % 101) * shift
        text +=
          "\(setting)-\(seed),search,Variant \(setting % 50),\(seed),\(setting).5,0.\(setting % 9),"
        text += "0.\(a),0.\(b),0.\(a),0.\(b),,,finished\n"
      }
    }
    return text
  }

  @Test func aHundredThousandRowsTakeLessThanTwoSeconds() throws {
    let (old, new) = (trials(shift: 0), trials(shift: 1))
    var best = Duration.seconds(1000)
    for _ in 0..<3 {
      let clock = ContinuousClock()
      let start = clock.now
      let comparison = try compareFiles(old, new)
      let text = TextDiff.render(comparison, DiffStyle())
      best = min(best, clock.now - start)
      #expect(comparison.experiments[0].rows.count == 12_500)
      #expect(text.contains("rows not shown"))
    }
    print("two files of 100,000 trials are compared in \(best)")
    #expect(best < .seconds(2))
  }
}
