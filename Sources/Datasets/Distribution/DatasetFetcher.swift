internal import Catalog
package import Foundation

/// Downloads published data sets, resuming what was cut off and keeping nothing unverified.
package struct DatasetFetcher: Sendable {
  /// The data folder; files go to the data set's folder below it.
  private let folder: URL
  /// Replaces the official addresses.
  private let mirror: String?
  /// How often one address is tried without a byte arriving.
  private let attempts: Int
  /// Seconds to wait before the second attempt; doubled each time.
  private let pause: Double
  /// Seconds without data after which an attempt ends.
  private let patience: Double

  /// Makes a fetcher.
  ///
  /// - Parameters:
  ///   - folder: The data folder.
  ///   - environment: `ABLATE_MIRROR`, if set, is the address of a data folder (with a folder for
  ///     each data set) that replaces the official addresses.
  ///   - attempts: How often one address is tried without a byte arriving.
  ///   - pause: Seconds to wait before the second attempt; doubled each time.
  ///   - patience: Seconds without data after which an attempt ends.
  package init(
    folder: URL, environment: [String: String], attempts: Int = 3, pause: Double = 1,
    patience: Double = 30
  ) {
    self.folder = folder
    mirror = environment["ABLATE_MIRROR"].flatMap { $0.isEmpty ? nil : $0 }
    self.attempts = attempts
    self.pause = pause
    self.patience = patience
  }

  /// Gets all files of a data set that are not there yet, blocking the calling thread.
  ///
  /// - Parameters:
  ///   - dataset: Its name.
  ///   - progress: Called often.
  /// - Returns: The folder that holds the files.
  /// - Throws: `FetchError`.
  @discardableResult
  package func fetch(
    _ dataset: String, progress: (FetchProgress) -> Void = { _ in }
  ) throws -> URL {
    guard let type = DatasetRegistry.published.first(where: { $0.name == dataset }) else {
      guard DatasetRegistry.registry.definition(named: dataset) == nil else {
        throw FetchError.notPublished(name: dataset)
      }
      throw FetchError.unknown(name: dataset, published: DatasetVerifier.names)
    }
    return try fetch(type.distribution, progress: progress)
  }

  @discardableResult
  func fetch(
    _ distribution: Distribution, progress: (FetchProgress) -> Void
  ) throws -> URL {
    let target = folder.appending(
      path: distribution.subfolders[0], directoryHint: .isDirectory)
    do {
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    } catch {
      throw FetchError.disk(path: target.path, reason: System.reason(of: error))
    }
    for download in distribution.downloads {
      func report(_ step: FetchProgress.Step) {
        progress(
          FetchProgress(
            file: download.name, step: step, receivedBytes: download.size,
            totalBytes: download.size))
      }
      let files = Self.files(of: download, distribution)
      if files.allSatisfy({ Self.isPresent($0, in: target) }) {
        report(.present)
        continue
      }
      let part = target.appending(path: download.name + ".part")
      try get(download, distribution, part, progress)
      switch download.content {
      case .compressedFile: try place(part, at: target.appending(path: download.name))
      case .archive:
        report(.unpacking)
        try ArchiveUnpacker.unpack(part, files, into: target)
        try? FileManager.default.removeItem(at: part)
      }
      report(.finished)
    }
    return target
  }

  /// The files of the data set that a download brings.
  private static func files(
    of download: Distribution.Download, _ distribution: Distribution
  ) -> [Distribution.File] {
    switch download.content {
    case .compressedFile: distribution.files.filter { $0.name + ".gz" == download.name }
    case .archive: distribution.files
    }
  }

  private static func isPresent(_ file: Distribution.File, in folder: URL) -> Bool {
    DatasetLocator(folders: [("", folder)]).find(file.name, in: ["."]).map {
      DatasetVerifier.verdict(on: $0, file) == .ok
    } ?? false
  }

  /// Leaves the whole download in `part`, verified.
  private func get(
    _ download: Distribution.Download, _ distribution: Distribution, _ part: URL,
    _ progress: (FetchProgress) -> Void
  ) throws {
    var reasons: [String] = []
    for address in try addresses(of: download, distribution) {
      do {
        try get(download, from: address, part, progress)
        return
      } catch Transfer.Failure.disk(let reason) {
        throw FetchError.disk(path: part.path, reason: reason)
      } catch Transfer.Failure.noProgram {
        throw FetchError.noProgram
      } catch Transfer.Failure.broken(let reason), Transfer.Failure.refused(let reason),
        Transfer.Failure.spoilt(let reason)
      {
        reasons.append("\(address.absoluteString): \(reason)")
      }
    }
    throw FetchError.unavailable(file: download.name, reasons: reasons)
  }

  private func addresses(
    of download: Distribution.Download, _ distribution: Distribution
  ) throws -> [URL] {
    let bases = mirror.map { ["\($0)/\(distribution.dataset)"] } ?? distribution.mirrors
    return try bases.map { base in
      guard base.hasPrefix("http://") || base.hasPrefix("https://"),
        let address = URL(string: "\(base)/\(download.name)"), address.host() != nil
      else { throw FetchError.mirror(mirror ?? base) }
      return address
    }
  }

  /// Tries one address until the download is verified or there is no hope.
  private func get(
    _ download: Distribution.Download, from address: URL, _ part: URL,
    _ progress: (FetchProgress) -> Void
  ) throws(Transfer.Failure) {
    let transfer = Transfer(
      address: address, part: part, size: download.size, patience: patience)
    var failures = 0
    var hasRestarted = false
    while true {
      let before = size(of: part)
      do throws(Transfer.Failure) {
        if before > download.size { throw Transfer.Failure.spoilt("more than the file arrived") }
        if before < download.size {
          try transfer.run { received in
            progress(
              FetchProgress(
                file: download.name, step: .downloading, receivedBytes: received,
                totalBytes: download.size))
          }
        }
        progress(
          FetchProgress(
            file: download.name, step: .verifying, receivedBytes: download.size,
            totalBytes: download.size))
        try verify(part, download)
        return
      } catch {
        switch error {
        case .refused, .disk, .noProgram: throw error
        case .broken:
          failures = size(of: part) > before ? 1 : failures + 1
          guard failures < attempts else { throw error }
          Thread.sleep(forTimeInterval: pause * Double(1 << min(failures - 1, 5)))
        case .spoilt:
          // The beginning may be left from another time or address: once more, from nothing.
          try? FileManager.default.removeItem(at: part)
          guard before > 0, !hasRestarted else { throw error }
          hasRestarted = true
        }
      }
    }
  }

  private func verify(
    _ part: URL, _ download: Distribution.Download
  ) throws(Transfer.Failure) {
    do {
      let found = try FileDigest.stored(part)
      guard found.sha256 == download.sha256 else {
        throw Transfer.Failure.spoilt("the file there has another content than was published")
      }
    } catch let failure as Transfer.Failure {
      throw failure
    } catch {
      throw .disk("\(error)")
    }
  }

  private func size(of part: URL) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: part.path)
    return attributes?[.size] as? Int ?? 0
  }

  private func place(_ part: URL, at target: URL) throws {
    do {
      try System.rename(part, to: target)
    } catch {
      throw FetchError.disk(path: target.path, reason: System.reason(of: error))
    }
  }
}
