import Foundation
import Sweeping
import Guarding
import Testing

struct WorkerPoolTests {
  @Test(arguments: [1, 2, 7])
  func everyItemIsDoneOnce(count: Int) {
    let done = Guarded<[Int]>([])
    WorkerPool(count: count).run(Array(0..<100)) { _, item, _ in
      done.withLock { $0.append(item) }
      return .done
    }
    #expect(done.withLock { $0.sorted() } == Array(0..<100))
  }

  @Test func workersRunAtTheSameTimeOnThreadsOfTheirOwn() {
    // Each item waits until all three have begun: fewer than three threads would never end.
    let begun = Guarded(0)
    let threads = Guarded<Set<ObjectIdentifier>>([])
    // Held from before the workers begin: an object made later may take the place of one of theirs.
    let caller = Thread.current
    WorkerPool(count: 3).run([0, 1, 2]) { _, _, _ in
      begun.withLock { $0 += 1 }
      threads.withLock { _ = $0.insert(ObjectIdentifier(Thread.current)) }
      while begun.withLock({ $0 }) < 3 { Thread.sleep(forTimeInterval: 0.001) }
      return .done
    }
    #expect(threads.withLock { $0.count } == 3)
    #expect(threads.withLock { !$0.contains(ObjectIdentifier(caller)) })
  }

  @Test func oneWorkerKeepsTheOrder() {
    let done = Guarded<[Int]>([])
    WorkerPool(count: 1).run([3, 1, 2]) { worker, item, _ in
      #expect(worker == 0)
      done.withLock { $0.append(item) }
      return .done
    }
    #expect(done.withLock { $0 } == [3, 1, 2])
  }

  @Test func whatIsPutBackIsOfferedAgainAfterTheOthers() {
    let seen = Guarded<[Int]>([])
    WorkerPool(count: 1).run([1, 2, 3]) { _, item, _ in
      seen.withLock { seen in
        seen.append(item)
        return item == 1 && seen.count(where: { $0 == 1 }) == 1 ? .later : .done
      }
    }
    #expect(seen.withLock { $0 } == [1, 2, 3, 1])
  }

  @Test func nothingToDoEndsAtOnce() {
    WorkerPool(count: 2).run([Int]()) { _, _, _ in
      Issue.record("there was nothing to do")
      return .done
    }
  }

  /// Seven cores: two workers have three each as long as two items are left, then one has all.
  @Test func coresAreDividedAmongTheItemsLeft() {
    let seen = Guarded<[Int: [Int]]>([:])
    let isFirstDone = Guarded(false)
    WorkerPool(count: 2, cores: 7).run([0, 1]) { _, item, threads in
      let before = threads()
      if item == 0 {
        isFirstDone.withLock { $0 = true }
      } else {
        // Until the worker of the first item has taken note of its end.
        while !isFirstDone.withLock({ $0 }) || threads() == 3 {
          Thread.sleep(forTimeInterval: 0.001)
        }
      }
      let after = threads()
      seen.withLock { $0[item] = [before, after] }
      return .done
    }
    let numbers = seen.withLock { $0 }
    #expect(numbers[1]?.last == 7)
    #expect(numbers[0]?.allSatisfy { [3, 7].contains($0) } == true)
  }

  @Test(arguments: [(1, 8, 8), (3, 8, 2), (8, 8, 1), (9, 8, 1), (2, 1, 1)])
  func firstItemsGetTheirShare(_ workers: Int, _ cores: Int, _ expected: Int) {
    let shares = Guarded<[Int: Int]>([:])
    WorkerPool(count: workers, cores: cores).run(Array(0..<100)) { _, item, threads in
      // Not before the first has seen its share, however late its thread gets to it.
      while item != 0, shares.withLock({ $0[0] }) == nil { Thread.sleep(forTimeInterval: 0.001) }
      let share = threads()
      shares.withLock { $0[item] = share }
      return .done
    }
    #expect(shares.withLock { $0[0] } == expected)
    #expect(shares.withLock { $0[99] } == cores || workers > 1)
  }
}
