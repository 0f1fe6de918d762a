package import Diagnostics

/// Finds the cells of a CSV file and reports what is wrong with its form.
package struct CSVReader {
  private let name: String
  private let bytes: [UInt8]
  private let separator: UInt8
  private var diagnostics = DiagnosticList()
  private var place = 0
  private var line: Int32 = 1
  private var record: [CSVDocument.Cell] = []
  private var cells: [CSVDocument.Cell] = []
  private var lines: [Int32] = []

  private static let separators = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }

  /// Reads a file's bytes.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: The path as messages show it.
  ///   - diagnostics: Receives all mistakes of form, with line and column.
  /// - Returns: The document, or `nil` when there is a mistake.
  /// - Complexity: O(`bytes`), some 300 MB a second.
  package static func read(
    _ bytes: [UInt8], name: String, into diagnostics: inout DiagnosticList
  ) -> CSVDocument? {
    guard bytes.count <= CSVDocument.sizeLimit else {
      diagnostics.report(
        .malformedTable, at: SourceRange(whole: SourceFile(name: name, text: "")),
        "the file has more than \(CSVDocument.sizeLimit) bytes")
      return nil
    }
    guard isUTF8(bytes, name, into: &diagnostics) else { return nil }
    var reader = CSVReader(name: name, bytes: bytes.starts(with: mark) ? Array(bytes[3...]) : bytes)
    let document = reader.document()
    diagnostics.append(contentsOf: reader.diagnostics)
    return reader.diagnostics.hasErrors ? nil : document
  }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static func isUTF8(
    _ bytes: [UInt8], _ name: String, into diagnostics: inout DiagnosticList
  ) -> Bool {
    if !bytes.contains(where: { $0 >= 0x80 || $0 == 0 }) { return true }
    if !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil { return true }
    // Decoding again finds the place and the words.
    if SourceFile.decode(bytes, name: name, into: &diagnostics) != nil {
      diagnostics.report(
        .encoding, at: SourceRange(whole: SourceFile(name: name, text: "")),
        "the file holds zero bytes, so it is no text")
    }
    return false
  }

  private init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    separator = Self.separator(of: bytes)
  }

  /// The separator that stands most often in the first line, outside of quotes.
  private static func separator(of bytes: [UInt8]) -> UInt8 {
    var counts = [Int](repeating: 0, count: separators.count)
    var isQuoted = false
    for byte in bytes {
      if byte == quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 10 || byte == 13 { break }
      if let index = separators.firstIndex(of: byte) { counts[index] += 1 }
    }
    let best = counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) } ?? 0
    return counts[best] == 0 ? separators[0] : separators[best]
  }

  private static let quote = UInt8(ascii: "\"")

  private mutating func document() -> CSVDocument? {
    guard let first = nextRecord() else {
      report(SourceRange(whole: SourceFile(name: name, text: "")), "the file is empty")
      return nil
    }
    let heads = heads(first)
    cells.reserveCapacity(bytes.count / 8)
    while !isBroken {
      let firstLine = line
      guard let found = nextRecord() else { break }
      if found.count == heads.count {
        cells += found
        lines.append(firstLine)
      } else if !isBroken, diagnostics.errorCount < Self.mostErrors {
        reportCount(found, heads.count)
      }
    }
    return CSVDocument(name: name, heads: heads, cells: cells, lines: lines, bytes: bytes)
  }

  /// Further mistakes of one file say nothing new.
  private static let mostErrors = 20
  /// Whether a quote was never closed: what follows is not to be told apart.
  private var isBroken = false

  private mutating func heads(_ record: [CSVDocument.Cell]) -> [String] {
    var heads: [String] = []
    for (index, cell) in record.enumerated() {
      let raw = String(decoding: bytes[Int(cell.start)..<Int(cell.end)], as: UTF8.self)
      let text = cell.hasEscapes ? raw.replacing("\"\"", with: "\"") : raw
      // Programs that write row numbers leave their head empty.
      let head = text.isEmpty ? "#\(index + 1)" : text
      if heads.contains(head) {
        report(locator.range(Int(cell.start), Int(cell.end)), "the column '\(head)' is there twice")
      }
      heads.append(head)
    }
    return heads
  }

  private var locator: SourceLocator { SourceLocator(name: name, bytes: bytes) }

  private mutating func report(_ range: SourceRange, _ message: String, hint: String? = nil) {
    diagnostics.report(.malformedTable, at: range, message, hint: hint)
  }

  private mutating func reportCount(_ record: [CSVDocument.Cell], _ expected: Int) {
    let found = "this line has \(record.count) cell\(record.count == 1 ? "" : "s")"
    let message = "\(found), the first line has \(expected)"
    if record.count > expected {
      let extra = record[expected]
      report(locator.range(Int(extra.start), Int(extra.end)), message)
    } else if let last = record.last {
      report(locator.range(Int(last.end), Int(last.end)), message)
    }
  }

  /// The cells of the next line that is not blank; `nil` at the end.
  private mutating func nextRecord() -> [CSVDocument.Cell]? {
    while place < bytes.count, bytes[place] == 10 || bytes[place] == 13 { endLine() }
    guard place < bytes.count else { return nil }
    record.removeAll(keepingCapacity: true)
    while true {
      if place < bytes.count, bytes[place] == Self.quote {
        quotedCell()
      } else {
        plainCell()
      }
      if place < bytes.count, bytes[place] == separator {
        place += 1
        continue
      }
      if place < bytes.count { endLine() }
      return record
    }
  }

  private mutating func endLine() {
    if bytes[place] == 13, place + 1 < bytes.count, bytes[place + 1] == 10 { place += 1 }
    place += 1
    line += 1
  }

  private mutating func plainCell() {
    let start = place
    while place < bytes.count {
      let byte = bytes[place]
      if byte == separator || byte == 10 || byte == 13 { break }
      if byte == Self.quote {
        report(
          locator.range(place, place + 1), "a quote in the middle of a cell",
          hint: "put the whole cell in quotes and double the ones inside")
      }
      place += 1
    }
    record.append(CSVDocument.Cell(start: UInt32(start), end: UInt32(place)))
  }

  private mutating func quotedCell() {
    let open = place
    place += 1
    var cell = CSVDocument.Cell(start: UInt32(place), end: UInt32(place))
    while true {
      guard place < bytes.count else {
        report(locator.range(open, open + 1), "the quote that opens here is never closed")
        isBroken = true
        break
      }
      let byte = bytes[place]
      if byte == Self.quote {
        guard place + 1 < bytes.count, bytes[place + 1] == Self.quote else { break }
        cell.hasEscapes = true
        place += 1
      } else if byte == 10 {
        line += 1
      }
      place += 1
    }
    cell.end = UInt32(min(place, bytes.count))
    record.append(cell)
    place = min(place + 1, bytes.count)
    let after = place
    while place < bytes.count, bytes[place] != separator, bytes[place] != 10, bytes[place] != 13 {
      place += 1
    }
    if place > after {
      report(
        locator.range(after, place), "there is text behind the closing quote",
        hint: "double a quote that belongs to the cell")
    }
  }
}
