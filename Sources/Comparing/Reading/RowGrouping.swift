/// Lines of a CSV file with equal cells in some columns, in order of first appearance.
struct RowGrouping {
  let keyColumns: [Int]
  /// Rows of the document, at least one in each group.
  private(set) var groups: [[Int]] = []

  init(_ document: CSVDocument, columns: [Int]) {
    keyColumns = columns
    var known: [ArraySlice<UInt8>: Int] = [:]
    known.reserveCapacity(document.rowCount)
    var key: [UInt8] = []
    for row in 0..<document.rowCount {
      key.removeAll(keepingCapacity: true)
      for column in columns {
        let cell = document.cells[row * document.heads.count + column]
        key.append(contentsOf: document.bytes[Int(cell.start)..<Int(cell.end)])
        // No text has a byte of this value, so cells cannot run together.
        key.append(0xFF)
      }
      let slice = ArraySlice(key)
      if let group = known[slice] {
        groups[group].append(row)
      } else {
        known[ArraySlice(Array(key))] = groups.count
        groups.append([row])
      }
    }
  }
}

/// The columns that say which training a line is.
struct TrialColumns {
  private let document: CSVDocument
  private let seed: Int?
  private let id: Int?
  private let state: Int?

  init(_ document: CSVDocument, seed: Int?) {
    self.document = document
    self.seed = seed
    // `id` may mean anything in a table of other origin.
    id = TableReading.isTrials(document) ? document.column("id") : nil
    state = document.column("state")
  }

  func trial(_ row: Int) -> ResultTrial {
    ResultTrial(
      seed: seed.map { document.text(row, $0) } ?? "", id: id.map { document.text(row, $0) } ?? "",
      state: state.map { document.text(row, $0) } ?? "")
  }
}
