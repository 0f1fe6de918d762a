import Testing

@testable import AblateCommands

struct MemoryNeedTests {
  @Test func whatFitsIsNotMentioned() {
    #expect(MemoryNeed(byteCount: 1_000_000_000, workers: 2).shortage(memory: 2_000_000_000) == nil)
    #expect(MemoryNeed(byteCount: 0, workers: 1).shortage(memory: 0) == nil)
  }

  @Test func fewerWorkersMayFit() {
    #expect(
      MemoryNeed(byteCount: 1_000_000_000, workers: 4).shortage(memory: 2_550_000_000)
        == "training takes at least 4.0 GB of memory with 4 workers, and this machine has 2.6 GB; "
        + "--jobs 2 would fit")
  }

  @Test func oneMayBeTooLarge() {
    #expect(
      MemoryNeed(byteCount: 12_340_000_000, workers: 1).shortage(memory: 8_000_000_000)
        == "training takes at least 12.3 GB of memory, and this machine has 8.0 GB")
  }
}
