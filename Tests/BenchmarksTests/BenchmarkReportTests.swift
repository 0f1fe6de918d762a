import Foundation
import Testing

@testable import Benchmarks

@Suite struct BenchmarkReportTests {
  private static var row: Row {
    var row = Row("lenet5", .samplesPerSecond, [49_000, 50_000, 48_000])
    row.speed = 113e9
    row.peak = 116e9
    row.remark = "a remark"
    row.details = ["conv: 1 µs"]
    return row
  }

  @Test func aLineSaysEverything() {
    #expect(
      TextReport().text(of: Self.row, in: LeNet5.self) == """
          lenet5                              49,000 samples/s        (48,000 to 50,000, n = 3)  \
        113 GFLOP/s  97% of 116  a remark
              conv: 1 µs

        """)
  }

  @Test func aSkippedRowSaysWhy() {
    let row = Row.skipped("parse", .megabytesPerSecond, because: "there is nothing to parse")
    #expect(
      TextReport().text(of: row, in: ParsePictures.self)
        == "  parse                               skipped: there is nothing to parse\n")
  }

  @Test func aRowIsOneJSONObjectOnOneLine() throws {
    let text = JSONReport().text(of: Self.row, in: LeNet5.self)
    #expect(text.filter { $0 == "\n" }.count == 1 && text.hasSuffix("\n"))
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(
      Set(object.keys) == [
        "row", "benchmark", "group", "unit", "values", "median", "low", "high",
        "operationsPerSecond", "peak", "shareOfPeak", "remark", "details",
      ])
    #expect(object["row"] as? String == "lenet5")
    #expect(object["group"] as? String == "training")
    #expect(object["unit"] as? String == "samples/s")
    #expect(object["values"] as? [Double] == [49_000, 50_000, 48_000])
    #expect(object["median"] as? Double == 49_000)
    let share = try #require(object["shareOfPeak"] as? Double)
    #expect(abs(share - 113.0 / 116) < 1e-9)
  }
}
