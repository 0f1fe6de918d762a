import Foundation
import Testing

/// The test set decides nothing: other test labels change test columns and nothing else.
struct FirewallTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    let (training, test) = (0..<240, 240..<330)
    try write(pictures: training, to: "train-images")
    try write(pictures: test, to: "test-images")
    try write(labels: training.map(Self.label), to: "train-labels")
    try write(labels: test.map(Self.label), to: "honest")
    try write(labels: test.map { ($0 * 7 + 1) % 3 }, to: "swapped")
  }

  private static func label(_ example: Int) -> Int { example % 3 }

  /// Big-endian numbers, as the format has them.
  private func header(_ numbers: [Int]) -> [UInt8] {
    numbers.flatMap { number in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) } }
  }

  /// Noisy pictures of 8×8 with a bright band whose height is the class.
  private func write(pictures: Range<Int>, to name: String) throws {
    var bytes = header([0x803, pictures.count, 8, 8])
    for example in pictures {
      for place in 0..<64 {
        let noise = (example &* 64 &+ place) &* 2_654_435_761 >> 8 & 0x7F
        bytes.append(UInt8((place / 8 / 3 == Self.label(example) ? 90 : 0) + noise))
      }
    }
    try Data(bytes).write(to: workspace.folder.appending(path: name))
  }

  private func write(labels: [Int], to name: String) throws {
    let bytes = header([0x801, labels.count]) + labels.map { UInt8($0) }
    try Data(bytes).write(to: workspace.folder.appending(path: name))
  }

  private func run(testLabels: String, at moment: String) throws -> [String: Data] {
    try workspace.write(
      """
      name: firewall
      title: Two networks
      data:
        dataset:
          idx: {train_images: train-images, train_labels: train-labels, test_images: test-images,
                test_labels: \(testLabels)}
        validation: 0.25
      parameters: {learning_rate: 0.1, width: 8}
      network: [flatten, dense: $width, relu, dense: 3]
      training:
        loss: cross_entropy
        optimizer: {sgd: {learning_rate: $learning_rate}}
        batch_size: 32
        epochs: 4
      sweep:
        grid: {learning_rate: [0.5, 0.2, 0.1, 1e30]}
        select: {metric: validation_accuracy, goal: maximize, at: \(moment)}
        seeds: [1, 2]
        replicate: [3, 4, 5, 6, 7, 8]
        variants:
          - name: Narrow
          - name: Wide
            parameters: {width: 32}
      report:
        columns: [tuned, validation_accuracy, test_accuracy, test_loss, selection_score]
        plots:
          - {metric: validation_accuracy, by: epoch}
          - {metric: validation_loss, by: learning_rate}
          - {metric: test_accuracy, by: epoch}

      """, to: "firewall.yaml")
    let outcome = try ToolProcess.run(
      "run", "firewall.yaml", "-q", "--store", "store-\(testLabels)", "--out", "out-\(testLabels)",
      in: workspace.folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try workspace.files(in: "out-\(testLabels)/firewall")
  }

  /// The columns of a CSV file by their heads.
  private func columns(_ data: Data?) throws -> [String: [String]] {
    let rows = String(decoding: try #require(data), as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let heads = try #require(rows.first)
    return Dictionary(
      uniqueKeysWithValues: heads.enumerated().map { place, head in
        (head, rows.dropFirst().map { $0[place] })
      })
  }

  @Test(arguments: ["last", "best"])
  func otherTestLabelsChangeTestColumnsAlone(moment: String) throws {
    let honest = try run(testLabels: "honest", at: moment)
    let swapped = try run(testLabels: "swapped", at: moment)
    #expect(honest.keys.sorted() == swapped.keys.sorted())
    for (name, isIdentified) in [("table.csv", false), ("trials.csv", true)] {
      let (old, new) = (try columns(honest[name]), try columns(swapped[name]))
      #expect(old.keys.sorted() == new.keys.sorted())
      for (head, values) in old {
        // The test labels are part of the data, and so of a trial's identity.
        let mayChange = head.hasPrefix("test_") || (isIdentified && head == "id")
        if !mayChange { #expect(new[head] == values, "\(name): \(head)") }
      }
      #expect(old["test_accuracy"] != new["test_accuracy"], "\(name)")
    }
    // Test columns are empty in the same places.
    #expect(
      try columns(honest["trials.csv"])["test_accuracy"]?.map(\.isEmpty)
        == (try columns(swapped["trials.csv"])["test_accuracy"]?.map(\.isEmpty)))
    func curves(_ files: [String: Data], test: Bool) throws -> [Substring] {
      String(decoding: try #require(files["curves.csv"]), as: UTF8.self).split(separator: "\n")
        .filter { $0.contains(",test_") == test }
    }
    #expect(try curves(honest, test: false) == curves(swapped, test: false))
    #expect(try curves(honest, test: true) != curves(swapped, test: true))
    for name in honest.keys where name.hasSuffix(".svg") {
      #expect((honest[name] == swapped[name]) == !name.contains("test"), "\(name)")
    }
    #expect(try markdown(honest) == markdown(swapped))
  }

  /// `table.md` without the cells of test columns.
  private func markdown(_ files: [String: Data]) throws -> [[String]] {
    let lines = String(decoding: try #require(files["table.md"]), as: UTF8.self)
      .split(separator: "\n")
    let rows = lines.map { line in
      line.hasPrefix("|")
        ? line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        : [String(line)]
    }
    let heads = try #require(rows.first { $0.count > 1 })
    let kept = heads.indices.filter { !heads[$0].lowercased().contains("test") }
    #expect(kept.count < heads.count)
    return rows.filter { !$0.contains { $0.hasPrefix("---") || $0.hasPrefix(":-") } }.map { row in
      row.count == heads.count ? kept.map { row[$0] } : row
    }
  }
}
