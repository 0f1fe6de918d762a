internal import Dispatch
internal import Foundation
internal import Guarding

/// Threads of our own that each work on one item at a time.
///
/// Trials compute for minutes without a pause: on Swift's shared pool they would starve everything
/// else.
package struct WorkerPool: Sendable {
  /// What became of an item.
  package enum Verdict: Sendable {
    case done
    /// Somebody else works on it; it is offered again after the others.
    case later
  }

  /// The largest number of workers.
  package let count: Int
  /// The processor cores that the workers share.
  package let cores: Int

  /// Enough for deep recursion in a C library; only the pages that are touched cost memory.
  private static let stackSize = 8 << 20

  /// How long a worker waits before it offers an item again when nothing else is left.
  private static let patience = 0.1

  /// - Precondition: `count` and `cores` are at least 1.
  package init(count: Int, cores: Int = 1) {
    precondition(count >= 1 && cores >= 1, "a pool needs a worker and a core")
    self.count = count
    self.cores = cores
  }

  /// Hands the items out in order and returns when all are done.
  ///
  /// - Parameters:
  ///   - items: Each is given to one worker.
  ///   - body: Called on a worker's thread with the worker's number, from 0, the item, and what
  ///     tells how many threads the item may keep busy now: all cores, divided among the items that
  ///     are or could be in work at the same time. Towards the end it grows.
  package func run<Item: Sendable>(
    _ items: [Item],
    _ body: @escaping @Sendable (_ worker: Int, _ item: Item, _ threads: () -> Int) -> Verdict
  ) {
    let queue = WorkQueue(items)
    let (count, cores) = (count, cores)
    let group = DispatchGroup()
    for worker in 0..<min(count, items.count) {
      group.enter()
      let thread = Thread {
        while let (item, wasPutBack) = queue.next() {
          if wasPutBack { Thread.sleep(forTimeInterval: Self.patience) }
          let verdict = body(worker, item) { max(1, cores / max(1, min(count, queue.left))) }
          queue.end(item, verdict)
        }
        group.leave()
      }
      thread.name = "worker \(worker + 1)"
      thread.stackSize = Self.stackSize
      thread.start()
    }
    group.wait()
  }
}

/// The items to hand out, fresh ones first.
private final class WorkQueue<Item: Sendable>: Sendable {
  private struct Contents {
    var fresh: ArraySlice<Item>
    var putBack: ArraySlice<Item> = []
    var inWork = 0
  }

  private let contents: Guarded<Contents>

  init(_ items: [Item]) {
    contents = Guarded(Contents(fresh: items[...]))
  }

  func next() -> (item: Item, wasPutBack: Bool)? {
    contents.withLock { contents in
      let fresh = contents.fresh.popFirst().map { ($0, false) }
      let next = fresh ?? contents.putBack.popFirst().map { ($0, true) }
      if next != nil { contents.inWork += 1 }
      return next
    }
  }

  func end(_ item: Item, _ verdict: WorkerPool.Verdict) {
    contents.withLock { contents in
      contents.inWork -= 1
      switch verdict {
      case .done: break
      case .later: contents.putBack.append(item)
      }
    }
  }

  /// Items that are in work or wait for it.
  var left: Int {
    contents.withLock { $0.fresh.count + $0.putBack.count + $0.inWork }
  }
}
