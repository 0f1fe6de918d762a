import Foundation
import Sweeping
import Synchronization
import Testing

struct WorkerPoolTests {
  @Test(arguments: [1, 2, 7])
  func everyItemIsDoneOnce(count: Int) {
    let done = Mutex<[Int]>([])
    WorkerPool(count: count).run(Array(0..<100)) { _, item in
      done.withLock { $0.append(item) }
      return .done
    }
    #expect(done.withLock { $0.sorted() } == Array(0..<100))
  }

  @Test func workersRunAtTheSameTimeOnThreadsOfTheirOwn() {
    // Each item waits until all three have begun: fewer than three threads would never end.
    let begun = Mutex(0)
    let threads = Mutex<Set<ObjectIdentifier>>([])
    WorkerPool(count: 3).run([0, 1, 2]) { _, _ in
      begun.withLock { $0 += 1 }
      threads.withLock { _ = $0.insert(ObjectIdentifier(Thread.current)) }
      while begun.withLock({ $0 }) < 3 { Thread.sleep(forTimeInterval: 0.001) }
      return .done
    }
    #expect(threads.withLock { $0.count } == 3)
    #expect(threads.withLock { !$0.contains(ObjectIdentifier(Thread.current)) })
  }

  @Test func oneWorkerKeepsTheOrder() {
    let done = Mutex<[Int]>([])
    WorkerPool(count: 1).run([3, 1, 2]) { worker, item in
      #expect(worker == 0)
      done.withLock { $0.append(item) }
      return .done
    }
    #expect(done.withLock { $0 } == [3, 1, 2])
  }

  @Test func whatIsPutBackIsOfferedAgainAfterTheOthers() {
    let seen = Mutex<[Int]>([])
    WorkerPool(count: 1).run([1, 2, 3]) { _, item in
      seen.withLock { seen in
        seen.append(item)
        return item == 1 && seen.count(where: { $0 == 1 }) == 1 ? .later : .done
      }
    }
    #expect(seen.withLock { $0 } == [1, 2, 3, 1])
  }

  @Test func nothingToDoEndsAtOnce() {
    WorkerPool(count: 2).run([Int]()) { _, _ in
      Issue.record("there was nothing to do")
      return .done
    }
  }
}
