internal import Foundation

extension SourceFile {
  /// The size from which on a file is not taken for something a person wrote.
  package static let maximumByteCount = 1 << 22

  /// Reads a file, and reports what is wrong with it as a file or as UTF-8 text.
  ///
  /// - Parameters:
  ///   - path: The path as the user gave it; messages show it unchanged.
  ///   - maximumByteCount: A longer file is refused after so many bytes.
  ///   - diagnostics: Receives the reason if there is no text.
  /// - Returns: The file without its byte order mark, or `nil` if it cannot be read.
  package static func load(
    path: String, maximumByteCount: Int = SourceFile.maximumByteCount,
    into diagnostics: inout DiagnosticList
  ) -> SourceFile? {
    let bytes: [UInt8]
    switch contents(of: path, atMost: maximumByteCount) {
    case .success(let read): bytes = read
    case .failure(let failure):
      diagnostics.report(
        failure.code, at: SourceRange(whole: SourceFile(name: path, text: "")), failure.message,
        hint: failure.hint)
      return nil
    }
    return decode(bytes, name: path, into: &diagnostics)
  }

  private struct Failure: Error {
    var code = DiagnosticCode.unreadableFile
    var message: String
    var hint: String?
  }

  private static func contents(of path: String, atMost limit: Int) -> Result<[UInt8], Failure> {
    guard !path.isEmpty else { return .failure(Failure(message: "the file name is empty")) }
    guard FileManager.default.fileExists(atPath: path) else {
      let link = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
      return .failure(
        link.map { Failure(message: "this is a link to '\($0)', which is not there") }
          ?? Failure(message: "there is no such file", hint: neighbour(of: path)))
    }
    let target = URL(filePath: path).resolvingSymlinksInPath()
    if (try? target.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true {
      return .failure(
        Failure(message: "this is a folder, not a file", hint: "name a file in it"))
    }
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: path))
      defer { try? handle.close() }
      let data = try handle.read(upToCount: limit + 1) ?? Data()
      if data.count > limit {
        return .failure(
          Failure(
            code: .limitExceeded, message: "the file has more than \(limit) bytes",
            hint: "is this an experiment file?"))
      }
      return .success(Array(data))
    } catch {
      let isPermitted = FileManager.default.isReadableFile(atPath: path)
      return .failure(
        Failure(
          message: isPermitted
            ? "the file cannot be read" : "there is no permission to read the file"))
    }
  }

  /// A YAML file in the same folder whose name is nearly the missing one's, as a hint.
  private static func neighbour(of path: String) -> String? {
    let missing = URL(filePath: path)
    let folder = folder(of: path)
    let siblings =
      (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    // Endings are not compared: they would make all short names look alike.
    let files = siblings.sorted().map { URL(filePath: $0) }
      .filter { ["yaml", "yml"].contains($0.pathExtension.lowercased()) }
    let stem = missing.deletingPathExtension().lastPathComponent
    let names = files.map { $0.deletingPathExtension().lastPathComponent }
    let nearest = names.contains(stem) ? stem : Suggestion.nearest(to: stem, among: names)
    guard let nearest, let index = names.firstIndex(of: nearest) else { return nil }
    return "did you mean '\(folder)\(files[index].lastPathComponent)'?"
  }

  /// What stands before the last part of a path, with the slash; empty for a name alone.
  ///
  /// Foundation's own function traps at a name of one letter.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// The path of a file that another one names: beside it, unless the name is absolute.
  package static func path(of name: String, namedBy file: String) -> String {
    name.hasPrefix("/") ? name : folder(of: file) + name
  }
}

extension SourceFile {
  /// Makes a source of bytes that should be UTF-8.
  ///
  /// - Parameters:
  ///   - bytes: The text, which may start with a byte order mark.
  ///   - name: The name that messages show.
  ///   - diagnostics: Receives the place of the first byte that is not UTF-8.
  /// - Returns: The source, or `nil` if the bytes are not UTF-8.
  package static func decode(
    _ bytes: [UInt8], name: String, into diagnostics: inout DiagnosticList
  ) -> SourceFile? {
    if let encoding = encodingOfMark(bytes) {
      diagnostics.report(
        .encoding, at: SourceRange(whole: SourceFile(name: name, text: "")),
        "the file is \(encoding) text, not UTF-8",
        hint: "save it as UTF-8, for example with 'iconv -f \(encoding) -t UTF-8'")
      return nil
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let content = hasMark ? bytes[3...] : bytes[...]
    if let text = String(validating: content, as: UTF8.self) {
      return SourceFile(name: name, text: text)
    }
    reportInvalidByte(content, name, into: &diagnostics)
    return nil
  }

  private static func encodingOfMark(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      return "UTF-32"
    }
    let isMarked = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    return isMarked ? "UTF-16" : nil
  }

  private static func reportInvalidByte(
    _ bytes: ArraySlice<UInt8>, _ name: String, into diagnostics: inout DiagnosticList
  ) {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = bytes.startIndex
    var valid = String.UnicodeScalarView()
    parsing: while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        valid.append(Unicode.UTF8.decode(encoded))
        offset += encoded.count
      case .emptyInput, .error: break parsing
      }
    }
    // The whole text with replacement characters, so that the line can be shown.
    let file = SourceFile(name: name, text: String(decoding: bytes, as: UTF8.self))
    let before = SourceFile(name: name, text: String(valid))
    let line = before.lines.count
    let column = before.line(line).unicodeScalars.count + 1
    let byte = offset < bytes.endIndex ? String(bytes[offset], radix: 16, uppercase: true) : "?"
    diagnostics.report(
      .encoding,
      at: SourceRange(
        file: file, start: SourcePosition(line: line, column: column),
        end: SourcePosition(line: line, column: column + 1)),
      "the text is not UTF-8: byte 0x\(byte) at offset \(offset)",
      hint: "save the file as UTF-8, for example with 'iconv -f LATIN1 -t UTF-8'")
  }
}
