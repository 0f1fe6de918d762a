import Catalog
import Datasets
import Foundation
import Testing

@Suite struct CSVFilesTests {
  let scratch = try? TemporaryFolder()

  private func load(_ training: String, _ test: String, label: String = "label") throws -> Dataset {
    let scratch = try #require(scratch)
    try scratch.write(training, to: "train.csv")
    try scratch.write(Fixtures.gzip(Array(test.utf8)), to: "test.csv.gz")
    let arguments = Arguments([
      "train": .text("train.csv"), "test": .text("test.csv.gz"), "label": .text(label),
    ])
    return try CSVFiles(arguments).load(
      from: DatasetLocator(folders: [("--data", scratch.folder)]))
  }

  @Test func tablesAreRead() throws {
    let dataset = try load(
      "\u{FEFF}x, label ,\"y \"\"2\"\"\"\r\n1,10, -2.5e1\r\n\r\n3,9,\"4\"\r\n",
      "x,label,\"y \"\"2\"\"\"\n5,9,6", label: "label")
    #expect(
      dataset.description
        == DatasetDescription(
          height: 1, width: 1, channels: 2, classNames: ["9", "10"], trainingCount: 2,
          testCount: 1))
    guard case .floats(let values) = dataset.training.values else {
      Issue.record("numbers are not bytes")
      return
    }
    #expect(values == [1, -25, 3, 4])
    #expect(dataset.training.labels == [1, 0] && dataset.test.labels == [0])
  }

  @Test(arguments: [
    ("", "is empty"), ("x,label\n", "holds no examples"),
    ("x,class\n1,a\n", "line 1 names no column 'label'"),
    ("label\na\n", "line 1 names no column of features"),
    ("x,x,label\n1,2,a\n", "line 1 names a column twice"),
    ("x,label\n1,a\n2\n", "line 3 has 1 cells, not 2"),
    ("x,label\none,a\n", "line 2, column 'x': 'one' is not a finite number"),
    ("x,label\n1,a\ninf,a\n", "line 3, column 'x': 'inf' is not a finite number"),
    ("x,label\n,a\n", "line 2, column 'x': '' is not a finite number"),
    ("x,label\n1,\n", "line 2 has no label"), ("x,label\n1,\"a\n", "line 2 has an open quote"),
  ])
  func damageIsNamedWithItsLine(_ text: String, _ reason: String) throws {
    let path = try #require(scratch).folder.path + "/train.csv"
    #expect(throws: DatasetError.corrupt(path: path, reason: reason)) {
      try load(text, "x,label\n1,a\n")
    }
  }

  @Test func partsMustAgree() throws {
    let path = try #require(scratch).folder.path
    #expect(
      throws: DatasetError.corrupt(
        path: "\(path)/test.csv.gz", reason: "its columns differ from those of \(path)/train.csv")
    ) { try load("x,label\n1,a\n", "y,label\n1,a\n") }
    #expect(
      throws: DatasetError.corrupt(
        path: "\(path)/test.csv.gz",
        reason: "line 3: class 'b' does not occur in \(path)/train.csv")
    ) { try load("x,label\n1,a\n", "x,label\n1,a\n2,b\n") }
  }
}
