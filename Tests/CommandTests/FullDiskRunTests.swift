import Foundation
import Testing

/// Runs whose disk is full at one of their writes, at each in turn.
struct FullDiskRunTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    let text = SmallExperiment.text(epochs: 1)
      .replacingOccurrences(of: "  epochs: 1\n", with: "  epochs: 1\n  keep: all\n")
      .replacingOccurrences(of: "  grid: {learning_rate: [0.1, 0.05]}\n", with: "")
      .replacingOccurrences(of: "dense: 16", with: "dense: 2")
      .replacingOccurrences(of: "  replicate: [2]\n", with: "")
      .replacingOccurrences(
        of: "  plots:\n    - {metric: validation_accuracy, by: epoch}\n", with: "")
    try workspace.write(text, to: "small.yaml")
  }

  /// The script prints a line for each try: what was free, the status, the status after there was
  /// room again, and whether the results are right then.
  private func attempts(_ limit: String, _ release: String) -> String {
    """
    tool=$1
    "$tool" run small.yaml -q --store whole-store --out whole >whole.txt || exit 9
    cd disk
    n=0
    while [ $n -lt 200 ]; do
      rm -rf store out
      \(limit)
      status=$?
      message=$(cat ../messages)
      \(release)
      "$tool" run ../small.yaml -q --jobs 1 --store store --out out >../output 2>../again
      again=$?
      same=no
      diff -r out ../whole >/dev/null && diff ../output ../whole.txt >/dev/null && same=yes
      [ -s ../again ] && same=no
      left=$(find store -name '*.partial' | wc -l)
      echo "$n|$status|$again|$same|$left|$message"
      [ $status -eq 0 ] && break
      n=$((n + 1))
    done

    """
  }

  private func run(_ script: String, inNamespace: Bool) throws -> (lines: [[String]], text: String)
  {
    try FileManager.default.createDirectory(
      at: workspace.folder.appending(path: "disk"), withIntermediateDirectories: true)
    try workspace.write(script, to: "attempts.sh")
    let process = Process()
    let shell = ["sh", "attempts.sh", try ToolProcess.path]
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      inNamespace ? ["unshare", "--user", "--map-root-user", "--mount"] + shell : shell
    process.currentDirectoryURL = workspace.folder
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let lines = text.split(separator: "\n").map { line in
      line.split(separator: "|", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
    }
    return (lines, text)
  }

  private func check(
    _ lines: [[String]], _ text: String, reason: String, atLeast: Int
  ) throws {
    #expect(lines.count > atLeast, "\(text)")
    for line in lines {
      try #require(line.count == 6, "\(text)")
      #expect(line[2] == "0" && line[3] == "yes" && line[4] == "0", "\(line)")
      if line == lines.last {
        #expect(line[1] == "0" && line[5].isEmpty, "\(line)")
      } else {
        #expect(line[1] == "3", "\(line)")
        #expect(line[5].wholeMatch(of: try Regex("ablate: cannot .*: \(reason)")) != nil, "\(line)")
      }
    }
  }

  /// A file system in memory with room for so many pages; each write needs one more.
  @Test(.enabled(if: Self.mayMount, "file systems cannot be mounted here"))
  func everyWriteMayFindTheDiskFull() throws {
    let limit = """
      head -c 10000000 /dev/zero > filler 2>/dev/null
      truncate -s $(($(stat -c %s filler) / 4096 * 4096 - n * 4096)) filler
      "$tool" run ../small.yaml -q --jobs 1 --store store --out out >../output 2>../messages
      """
    let script = attempts(limit, "rm filler")
      .replacingOccurrences(
        of: "cd disk\n", with: "mount -t tmpfs -o size=2m tmpfs disk || exit 8\ncd disk\n")
    let (lines, text) = try run(script, inNamespace: true)
    // Two trials with four files, four files of results.
    try check(lines, text, reason: "no space left on device", atLeast: 10)
  }

  /// Where nothing can be mounted: a limit on the size of files, which fails writes half-way.
  ///
  /// Nobody but the tool itself ignores the signal that comes with the limit.
  @Test func everyFileMayBeTooLarge() throws {
    let limit = """
      (ulimit -f $n
        "$tool" run ../small.yaml -q --jobs 1 --store store --out out 2>&1 >/dev/null
        echo "status $?") | cat >../all
      sed '$d' ../all >../messages
      (exit $(sed -n '$s/status //p' ../all))
      """
    // Without the largest file others are the first that do not fit.
    let script = "sed -i '/keep: all/d' small.yaml\n" + attempts(limit, ":")
    let (lines, text) = try run(script, inNamespace: false)
    try check(lines, text, reason: "file too large", atLeast: 3)
  }

  private static let mayMount: Bool = {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
      "mount -t tmpfs -o size=64k tmpfs /mnt",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}
