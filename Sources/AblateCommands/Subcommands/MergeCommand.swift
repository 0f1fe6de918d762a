internal import Foundation
internal import Records

/// Unites the stores of shards.
package enum MergeCommand: Subcommand {
  package static let name = "merge"
  package static let summary = "unite the stores of shards"
  package static let operands = "DIR…"
  package static let discussion = """
    Copies the trials of the stores in DIR… into the store, each once; what is there already stays. \
    The order of the stores does not matter. Exits with 1 and writes nothing when one trial has two \
    results, or when the common trial of the shards has other bits on one machine than on another, \
    and says in what the machines differ. With --allow-mixed they are united all the same: the \
    result with the smaller digest counts, and the lock of every result made from the store says so.
    Damaged trials are named and left out, and the exit status is 3.
    Afterwards 'ablate run --shard' trains the next phase, or 'ablate run' all that is left.
    """

  static let allowMixed = Option(
    "allow-mixed", help: "unite results of machines whose bits differ, and mark them")

  package static let options = [SharedOptions.store, allowMixed]

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    guard !arguments.operands.isEmpty else { throw UsageError("expects the stores of shards") }
    let sources = try arguments.operands.map { try source($0) }
    let folder = SharedOptions.storeFolder(arguments)
    let target = StoreMerger.Source(name: folder.relativePath, store: TrialStore(folder: folder))
    let merger = try StoreMerger(sources, into: target)
    for damage in merger.damages { console.complain(damage) }
    for conflict in merger.conflicts { console.complain(conflict) }
    let isMixed = arguments.has(allowMixed)
    guard merger.conflicts.isEmpty || isMixed else {
      console.complain(
        "nothing was united; '--allow-mixed' does it all the same and marks the results")
      return .gate
    }
    try merger.write(isMixed: isMixed)
    let count = merger.choices.count
    console.output.writeLine(
      "\(count) trial\(count == 1 ? "" : "s") copied to \(target.name), which has "
        + "\(try target.store.allIDs().count) now")
    return merger.damages.isEmpty ? .success : .environment
  }

  /// A store, given by its folder or by the one it lies in.
  private static func source(_ path: String) throws -> StoreMerger.Source {
    let folder = URL(filePath: path, directoryHint: .isDirectory)
    for candidate in [folder, folder.appending(path: ".ablate", directoryHint: .isDirectory)] {
      let store = TrialStore(folder: candidate)
      if store.isThere {
        return StoreMerger.Source(name: path, store: store)
      }
    }
    throw EnvironmentError("'\(path)' is no store: it has no folder 'trials' or 'canaries'")
  }
}
