internal import Dispatch
internal import Foundation
internal import Synchronization

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

  /// The largest number of threads.
  package let count: Int

  /// Enough for deep recursion in a C library; only the pages that are touched cost memory.
  private static let stackSize = 8 << 20

  /// How long a worker waits before it offers an item again when nothing else is left.
  private static let patience = 0.1

  /// - Precondition: `count` is at least 1.
  package init(count: Int) {
    precondition(count >= 1, "a pool needs a worker")
    self.count = count
  }

  /// Hands the items out in order and returns when all are done.
  ///
  /// - Parameters:
  ///   - items: Each is given to one worker.
  ///   - body: Called on a worker's thread with the worker's number, from 0, and the item.
  package func run<Item: Sendable>(
    _ items: [Item],
    _ body: @escaping @Sendable (_ worker: Int, _ item: Item) -> Verdict
  ) {
    let queue = WorkQueue(items)
    let group = DispatchGroup()
    for worker in 0..<min(count, items.count) {
      group.enter()
      let thread = Thread {
        while let (item, wasPutBack) = queue.next() {
          if wasPutBack { Thread.sleep(forTimeInterval: Self.patience) }
          if body(worker, item) == .later { queue.putBack(item) }
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
  }

  private let contents: Mutex<Contents>

  init(_ items: [Item]) {
    contents = Mutex(Contents(fresh: items[...]))
  }

  func next() -> (item: Item, wasPutBack: Bool)? {
    contents.withLock { contents in
      if let item = contents.fresh.popFirst() { return (item, false) }
      return contents.putBack.popFirst().map { ($0, true) }
    }
  }

  func putBack(_ item: Item) {
    contents.withLock { $0.putBack.append(item) }
  }
}
