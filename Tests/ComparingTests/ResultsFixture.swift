import Foundation
import Reporting

/// A results folder with invented numbers, made with + − × ÷ only.
struct ResultsFixture {
  struct Row {
    var name: String
    var learningRate = "0.1"
    /// Added to every accuracy.
    var shift = 0.0
    /// Seeds that diverged.
    var diverged: Set<Int> = []
  }

  var rows: [Row]
  var seeds: [Int]
  /// Examples of the test set, when there are bits of them.
  var examples: Int?
  var testSet = "0123456789abcdef"
  var tier = "pinned"

  /// The same rows with others in place of those of equal name.
  func replacing(_ changed: Row...) -> ResultsFixture {
    var copy = self
    for row in changed {
      if let index = rows.firstIndex(where: { $0.name == row.name }) { copy.rows[index] = row }
    }
    return copy
  }

  /// A number in −1 … 1 that looks random.
  private func noise(_ row: Int, _ seed: Int, _ salt: Int) -> Double {
    let mixed = (row * 7919 + seed * 104_729 + salt * 1_299_709) % 2003
    return Double((mixed * mixed + 17 * mixed) % 2003) / 1001.5 - 1
  }

  /// Which examples are right: runs of a fixed pattern with the wrong ones spread over it.
  private func bits(_ row: Int, _ seed: Int, _ accuracy: Double, _ count: Int) -> [UInt8] {
    var bits = [UInt8](repeating: 0, count: (count + 7) / 8)
    let wrong = count - Int((accuracy * Double(count)).rounded())
    var isWrong = Set<Int>()
    // A part of the mistakes is common to all models: some examples are hard.
    for index in 0..<wrong {
      isWrong.insert(index < wrong / 2 ? index * 2 : (index * 37 + row * 11 + seed * 5) % count)
    }
    var next = 1
    while isWrong.count < wrong {
      isWrong.insert(next)
      next += 2
    }
    for index in 0..<count where !isWrong.contains(index) {
      bits[index / 8] |= 1 << UInt8(index % 8)
    }
    return bits
  }

  private func accuracy(_ index: Int, _ seed: Int, _ salt: Int) -> Double {
    let exact = min(
      1, 0.9 + 0.01 * Double(index) + rows[index].shift + 0.004 * noise(index, seed, salt))
    guard let examples else { return (exact * 1e6).rounded() / 1e6 }
    return (exact * Double(examples)).rounded() / Double(examples)
  }

  var files: [String: String] {
    let metrics = ["validation_accuracy", "test_loss", "test_accuracy"]
    var table = "variant,learning_rate,validation_accuracy,validation_accuracy_ci95,test_accuracy,"
    table += "test_accuracy_ci95,n\n"
    var trials = "id,phase,variant,seed,learning_rate,\(metrics.joined(separator: ",")),state\n"
    var predictions = PredictionsFile.heads.joined(separator: ",") + "\n"
    for (index, row) in rows.enumerated() {
      var (validation, test) = ([Double](), [Double]())
      for seed in seeds {
        let id = "\(row.name)-\(row.learningRate)-\(row.shift)-\(seed)".replacing(" ", with: "_")
        let head = "\(id),replicate,\(row.name),\(seed),\(row.learningRate)"
        if row.diverged.contains(seed) {
          trials += "\(head),,,,diverged@2:17\n"
          continue
        }
        let (v, t) = (accuracy(index, seed, 1), accuracy(index, seed, 2))
        validation.append(v)
        test.append(t)
        let loss = NumberText.significant(3 * (1 - t), 6)
        trials += "\(head),\(number(v)),\(loss),\(number(t)),finished\n"
        if let examples {
          let text = Data(bits(index, seed, t, examples)).base64EncodedString()
          predictions += "\(row.name),\(seed),\(id),\(tier),\(testSet),\(examples),\(text)\n"
        }
      }
      let count =
        row.diverged.isEmpty
        ? "\(seeds.count)" : "\(seeds.count - row.diverged.count)/\(seeds.count)"
      table += "\(row.name),\(row.learningRate),\(mean(validation)),,\(mean(test)),,\(count)\n"
    }
    var files = ["table.csv": table, "trials.csv": trials]
    if examples != nil { files["predictions.csv"] = predictions }
    return files
  }

  private func mean(_ values: [Double]) -> String {
    values.isEmpty ? "" : number(values.reduce(0, +) / Double(values.count))
  }

  private func number(_ value: Double) -> String { NumberText.fixed(value, 6) }

  /// Four techniques over some seeds.
  static func seeds(_ count: Int, examples: Int? = nil) -> ResultsFixture {
    ResultsFixture(
      rows: [
        Row(name: "Plain"), Row(name: "Batch norm"), Row(name: "Dropout"),
        Row(name: "Weight decay", learningRate: "0.01"),
      ], seeds: Array(2..<2 + count), examples: examples)
  }
}
