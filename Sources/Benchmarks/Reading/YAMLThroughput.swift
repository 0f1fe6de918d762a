internal import Diagnostics
internal import YAMLReader

/// YAML into located nodes.
enum YAMLThroughput: Benchmark {
  static let name = "yaml"
  static let group = BenchmarkGroup.reading
  static let summary = "YAML text into located nodes"

  static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    let items = (0..<(settings.isQuick ? 100 : 10_000)).map { number in
      "  - {name: Setting \(number), learning_rate: 0.\(number), batch_norm: true}  # a comment\n"
    }
    let text = "variants:\n" + items.joined()
    let timing = settings.time {
      var diagnostics = DiagnosticList()
      let node = YAMLReader.read(SourceFile(name: "long.yaml", text: text), into: &diagnostics)
      precondition(node != nil, "the text is within the reader's limits")
    }
    let size = text.utf8.count
    return [
      Row.timed(name, .megabytesPerSecond, timing, amount: Double(size))
        .with(remark: "a file of \(Double(size / 1000).brief) kB")
    ]
  }
}
