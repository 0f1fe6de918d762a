internal import Foundation
internal import Records

/// What nobody asks for in a store.
struct Garbage {
  /// A kind of things to remove.
  struct Heap {
    var title: String
    var count = 0
    var byteCount = 0
    /// Whole trials, by id.
    var trials: [String] = []
    /// Single files with the trial that they belong to.
    var files: [(id: String, file: StoredFile)] = []

    init(_ title: String) { self.title = title }

    mutating func add(_ file: StoredFile, of id: String) {
      files.append((id, file))
      count += 1
      byteCount += file.byteCount
    }

    mutating func add(trial id: String, _ files: [StoredFile]) {
      trials.append(id)
      count += 1
      byteCount += files.reduce(0) { $0 + $1.byteCount }
    }
  }

  private(set) var heaps: [Heap] = []
  /// Trials that stay.
  private(set) var keptCount = 0
  /// Of these, the ones that no file asks for yet.
  private(set) var undecidedCount = 0
  /// Trials that a process is at; they are left alone.
  private(set) var busyCount = 0
  /// Folders that this program did not make; they are left alone.
  private(set) var foreignCount = 0

  var byteCount: Int { heaps.reduce(0) { $0 + $1.byteCount } }
  var count: Int { heaps.reduce(0) { $0 + $1.count } }

  /// Looks through a store.
  ///
  /// - Parameters:
  ///   - store: The store.
  ///   - wanted: What the experiment files ask for.
  /// - Throws: `StoreError` when the store cannot be read.
  init(_ store: TrialStore, keeping wanted: WantedTrials) throws {
    var trials = Heap("trials that no file asks for")
    var weights = Heap("weights that no file asks for")
    var states = Heap("states of trainings that have ended")
    var partials = Heap("temporary files")
    var locks = Heap("locks of processes that are gone")
    for id in try store.allIDs() {
      guard TrialStore.isID(id) else {
        foreignCount += 1
        continue
      }
      guard store.inFlightSince(id) == nil else {
        busyCount += 1
        continue
      }
      let files = store.files(of: id)
      let isAskedFor = wanted.trials.contains(id)
      guard isAskedFor || wanted.mayBeAny else {
        trials.add(trial: id, files)
        continue
      }
      if try store.load(id) != .absent {
        keptCount += 1
        if !isAskedFor { undecidedCount += 1 }
      }
      for file in files where TrialStore.isPartial(file.url.lastPathComponent) {
        partials.add(file, of: id)
      }
      if !wanted.keepsWeights(of: id), let file = store.weightsFile(of: id) {
        weights.add(file, of: id)
      }
      if let file = store.checkpointFile(of: id), case .intact = try store.load(id) {
        states.add(file, of: id)
      }
    }
    for id in store.lockedIDs where TrialStore.isID(id) && store.inFlightSince(id) == nil {
      locks.add(store.lockFile(of: id), of: id)
    }
    heaps = [trials, weights, states, partials, locks].filter { $0.count > 0 }
  }

  /// Removes everything; what a process has begun to work on meanwhile stays.
  ///
  /// - Throws: `StoreError` when something cannot be removed.
  func remove(from store: TrialStore) throws {
    for heap in heaps {
      for id in heap.trials {
        // The lock is held while the trial goes, so that nobody trains it at the same time.
        guard let lock = try store.tryLock(id) else { continue }
        try withExtendedLifetime(lock) { try store.removeTrial(id) }
      }
      for (id, file) in heap.files {
        guard let lock = try store.tryLock(id) else { continue }
        try withExtendedLifetime(lock) { try store.remove(file) }
      }
    }
  }
}
