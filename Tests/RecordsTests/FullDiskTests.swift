import Foundation
import Records
import Testing

#if canImport(Glibc)
  import Glibc

  /// A limit on the size of files stands in for a full disk: writing fails half-way in both.
  @Suite struct FullDiskTests {
    /// Each limit lets another part of the trial still be written.
    @Test(arguments: [0, 1, 100, 300, 900])
    func nothingHalfWrittenIsEverFound(_ limit: Int) async {
      await #expect(processExitsWith: .success) { [limit] in
        let folder = FileManager.default.temporaryDirectory
          .appending(path: "ablate-full-\(UUID().uuidString)", directoryHint: .isDirectory)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = TrialStore(folder: folder)
        try store.save(exampleRecord(id: "old"), exampleSealed(id: "old"))

        // The signal's default would end the process before `write` can say what is wrong.
        _ = signal(SIGXFSZ, SIG_IGN)
        var bounds = rlimit(rlim_cur: rlim_t(limit), rlim_max: rlim_t.max)
        try #require(unsafe setrlimit(__rlimit_resource_t(1), &bounds) == 0)
        let error = #expect(throws: StoreError.self) {
          try store.save(exampleRecord(id: "new", epochs: 25), exampleSealed(id: "new"))
        }
        let message = error?.message ?? ""
        #expect(message.hasPrefix("cannot write '") && message.hasSuffix("file too large"))
        #expect(try store.load("new") == .absent)
        #expect(try store.load("old") == .intact(exampleRecord(id: "old")))
        let left = try FileManager.default.contentsOfDirectory(
          atPath: store.folder(of: "new").path)
        #expect(!left.contains { $0.hasSuffix(DurableFile.partialSuffix) })

        bounds.rlim_cur = rlim_t.max
        try #require(unsafe setrlimit(__rlimit_resource_t(1), &bounds) == 0)
        try store.save(exampleRecord(id: "new", epochs: 25), exampleSealed(id: "new"))
        #expect(try store.load("new") == .intact(exampleRecord(id: "new", epochs: 25)))
      }
    }

    /// The kernel drops the lock of a process that is killed, not only of one that ends.
    @Test func aKilledProcessLeavesNoLock() async throws {
      let folder = FileManager.default.temporaryDirectory
        .appending(path: "ablate-killed-\(UUID().uuidString)", directoryHint: .isDirectory)
      defer { try? FileManager.default.removeItem(at: folder) }
      let path = folder.path
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
        let store = TrialStore(folder: URL(filePath: path))
        let lock = try store.tryLock("a1")
        try #require(lock?.isExclusive == true)
        kill(getpid(), SIGKILL)
      }
      let file = folder.appending(path: "locks/a1").path
      #expect(FileManager.default.fileExists(atPath: file), "the test has not locked anything")
      #expect(try TrialStore(folder: folder).tryLock("a1") != nil)
    }
  }
#endif
