internal import CHints
internal import Foundation
internal import Synchronization

/// What the threads of a team do together.
protocol TeamWork: AnyObject {
  /// Called once on each thread; all of them must meet equally often.
  ///
  /// - Parameters:
  ///   - thread: The number of the thread, from 0.
  ///   - team: Where the threads meet.
  func perform(_ thread: Int, _ team: TeamMeeting)
}

/// The threads that work on one network: the one that calls and its helpers.
///
/// Work is handed over in about a microsecond as long as steps follow each other; helpers that wait
/// longer sleep. A team belongs to the thread that calls it.
final class ThreadTeam {
  /// The threads that take part in the next work, the calling one included; helpers are started
  /// when they are needed first.
  var count = 1 {
    didSet {
      precondition(count >= 1, "the calling thread is part of the team")
      while helpers.count < count - 1 {
        helpers.append(TeamHelper(number: helpers.count + 1, meeting))
      }
    }
  }

  private var helpers: [TeamHelper] = []
  private let meeting = TeamMeeting()

  deinit {
    // Without work they leave.
    for helper in helpers { helper.start.advance() }
  }

  /// Has every thread do its share and returns when all are done.
  ///
  /// - Complexity: Allocates nothing.
  func run(_ work: some TeamWork) {
    meeting.begin(work, threads: count)
    for index in 0..<count - 1 { helpers[index].start.advance() }
    work.perform(0, meeting)
    meeting.meet()
    meeting.end()
  }
}

/// What the threads of a team share while they work.
///
/// `@unchecked Sendable`: the work and the number of threads are written before helpers are let go
/// and after the last meeting, which order the accesses.
final class TeamMeeting: @unchecked Sendable {
  private(set) var threads = 1
  fileprivate private(set) var work: (any TeamWork)?
  private let arrived = Atomic<Int>(0)
  private let claimed = Atomic<Int>(0)
  private let gate = WaitingGate()

  fileprivate func begin(_ work: any TeamWork, threads: Int) {
    self.work = work
    self.threads = threads
    claimed.store(0, ordering: .relaxed)
  }

  fileprivate func end() { work = nil }

  /// Waits until all threads are here.
  ///
  /// - Parameter body: Called by the last one before any goes on.
  func meet(_ body: () -> Void = {}) {
    // Read before arriving: once all are here, the calling thread may begin work for fewer threads.
    let threads = threads
    guard threads > 1 else { return body() }
    let seen = gate.position
    if arrived.add(1, ordering: .acquiringAndReleasing).newValue == threads {
      arrived.store(0, ordering: .relaxed)
      body()
      gate.advance()
    } else {
      gate.wait(past: seen)
    }
  }

  /// Lets threads claim all numbers again; called where they meet.
  func beginClaims() { claimed.store(0, ordering: .relaxed) }

  /// The next number from 0 that no thread of this work has had yet.
  func claim() -> Int { claimed.add(1, ordering: .relaxed).oldValue }
}

/// A thread that waits for work.
private final class TeamHelper {
  let start = WaitingGate()

  /// Kernels keep their data elsewhere.
  private static let stackSize = 1 << 20

  init(number: Int, _ meeting: TeamMeeting) {
    let thread = Thread { [start] in
      var seen: UInt = 0
      while true {
        start.wait(past: seen)
        seen &+= 1
        guard let work = meeting.work else { return }
        work.perform(number, meeting)
        meeting.meet()
      }
    }
    thread.name = "helper \(number)"
    thread.stackSize = Self.stackSize
    thread.start()
  }
}

/// A counter that threads wait for: they spin, then let others run, then sleep.
private final class WaitingGate: Sendable {
  private let counter = Atomic<UInt>(0)
  private let sleepers = Atomic<Int>(0)
  private let condition = NSCondition()

  /// About 20 microseconds, the time between two steps.
  private static let spins = 800
  /// On an idle machine about as long; on a busy one each lets another thread run.
  private static let yields = 50

  var position: UInt { counter.load(ordering: .acquiring) }

  /// Lets all threads go on that wait for the next position.
  func advance() {
    counter.add(1, ordering: .sequentiallyConsistent)
    // A sleeper counts itself before it looks at the counter a last time: one of the two is seen.
    guard sleepers.load(ordering: .sequentiallyConsistent) > 0 else { return }
    condition.lock()
    condition.broadcast()
    condition.unlock()
  }

  func wait(past seen: UInt) {
    for _ in 0..<Self.spins {
      if position != seen { return }
      ablate_pause()
    }
    for _ in 0..<Self.yields {
      if position != seen { return }
      sched_yield()
    }
    condition.lock()
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while counter.load(ordering: .sequentiallyConsistent) == seen { condition.wait() }
    sleepers.subtract(1, ordering: .relaxed)
    condition.unlock()
  }
}
