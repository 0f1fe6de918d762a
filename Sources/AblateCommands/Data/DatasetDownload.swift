internal import Datasets
internal import Foundation
internal import Guarding

/// Downloads data sets and shows how far it is.
struct DatasetDownload {
  let locator: DatasetLocator
  let console: Console

  /// Gets what is missing of data sets.
  ///
  /// - Throws: `FetchError`, or when there is no folder to put them in.
  func fetch(_ names: [String]) throws {
    guard let (origin, folder) = locator.downloadFolder else {
      throw EnvironmentError("there is no folder for data sets; name one with --data DIR")
    }
    let fetcher = DatasetFetcher(folder: folder, environment: console.environment)
    for name in names {
      console.complain("fetching \(name) to \(folder.path) (\(origin))")
      let display = DownloadDisplay(console)
      defer { display.clear() }
      let target = try fetcher.fetch(name) { display.show($0) }
      display.clear()
      console.output.writeLine(target.path)
    }
  }
}

/// One line on a terminal for the file in transit, and one line for each finished file elsewhere.
private final class DownloadDisplay: Sendable {
  private struct State {
    var lastDraw: ContinuousClock.Instant?
    var hasLine = false
  }

  private let console: Console
  private let state = Guarded(State())

  init(_ console: Console) {
    self.console = console
  }

  func show(_ progress: FetchProgress) {
    state.withLock { state in
      switch progress.step {
      case .present, .finished:
        erase(&state)
        let outcome = progress.step == .present ? "is there already" : "fetched and verified"
        console.complain("\(progress.file): \(outcome)")
      case .downloading: draw(progress, "\(percent(progress))", &state)
      case .verifying: draw(progress, "verifying", &state)
      case .unpacking: draw(progress, "unpacking", &state)
      }
    }
  }

  func clear() {
    state.withLock { erase(&$0) }
  }

  private func draw(_ progress: FetchProgress, _ text: String, _ state: inout State) {
    guard console.canRedraw else { return }
    let now = ContinuousClock.now
    if let last = state.lastDraw, now - last < .milliseconds(100) { return }
    state.lastDraw = now
    state.hasLine = true
    let width = (console.errors.terminalSize ?? .usual).columns - 1
    console.errors.write("\r\u{1B}[K" + "\(progress.file): \(text)".cut(to: width))
  }

  private func erase(_ state: inout State) {
    if state.hasLine { console.errors.write("\r\u{1B}[K") }
    state.hasLine = false
  }

  private func percent(_ progress: FetchProgress) -> String {
    let share = Double(progress.receivedBytes) / Double(max(1, progress.totalBytes))
    let megabytes = Double(progress.totalBytes) / 1e6
    return "\(Int(share * 100)) % of \(Int(megabytes.rounded(.up))) MB"
  }
}
