import AblateCommands
import Foundation
import Sweeping
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite(.serialized)
struct InterruptHandlerTests {
  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalRequestsAStop(number: Int32) async throws {
    let cancellation = Cancellation()
    let handler = InterruptHandler(cancellation) {}
    kill(getpid(), number)
    for _ in 0..<500 where !cancellation.isRequested {
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(cancellation.signal == number)
    handler.stop()
  }
}
