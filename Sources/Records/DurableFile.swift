package import Foundation

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

// Inside `DurableFile` its own members would hide the C functions of these names.
private let readBytes = unsafe read
private let writeBytes = unsafe write

/// Files that are either there completely or not at all, whatever ends the process.
///
/// This is the module's one wrapper around the C library's file calls.
package enum DurableFile {
  /// Replaces a file: temporary name, sync, rename, sync of the folder.
  ///
  /// - Parameters:
  ///   - bytes: The whole content.
  ///   - url: The final name; its folder must exist.
  ///   - isLast: Whether to sync the folder; say no for all but the last of several files.
  /// - Throws: `StoreError` when any step fails; the old file, if any, is then still intact.
  package static func write(
    _ bytes: [UInt8], to url: URL, isLast: Bool = true
  ) throws(StoreError) {
    let folder = url.deletingLastPathComponent()
    let (descriptor, partial) = try openPartial(of: url)
    // The lock lasts until the file has its name.
    defer { close(descriptor) }
    do throws(StoreError) {
      let code = fill(descriptor, with: bytes)
      guard code == 0 else { throw failure("write '\(partial)'", code) }
      guard unsafe rename(partial, url.path) == 0 else {
        throw failure("write '\(url.path)'", errno)
      }
    } catch {
      unsafe unlink(partial)
      throw error
    }
    if isLast { try synchronize(folder: folder) }
  }

  /// Ends the names of files that are still being written, or were when their process died.
  package static let partialSuffix = ".partial"

  /// Makes a temporary file beside a file, locked so that nobody takes it for abandoned.
  private static func openPartial(
    of url: URL
  ) throws(StoreError) -> (descriptor: Int32, path: String) {
    while true {
      let suffix = String(UInt64.random(in: .min ... .max), radix: 36)
      let name = ".\(url.lastPathComponent).\(suffix)\(partialSuffix)"
      let path = url.deletingLastPathComponent().appending(path: name).path
      let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw failure("write '\(path)'", errno) }
      let isTaken = flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
      if !isTaken, isSame(descriptor, path) { return (descriptor, path) }
      // Somebody who clears away came in between.
      unsafe unlink(path)
      close(descriptor)
    }
  }

  /// Removes the temporary files in a folder whose writers died.
  ///
  /// Where the file system has no locks nobody knows whether a writer lives, and they stay.
  package static func removeAbandonedPartials(in folder: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.hasPrefix(".") && name.hasSuffix(partialSuffix) {
      let path = folder.appending(path: name).path
      let descriptor = unsafe open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unsafe unlink(path) }
      close(descriptor)
    }
  }

  /// Writes and syncs everything; the result is 0 or the system's error number.
  private static func fill(_ descriptor: Int32, with bytes: [UInt8]) -> Int32 {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe writeBytes(
          descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return errno }
      // A file system that takes nothing and reports no error would be asked for ever.
      if count == 0 { return ENOSPC }
      written += count
    }
    return fsync(descriptor) == 0 ? 0 : errno
  }

  /// Makes the names in a folder survive a power failure.
  package static func synchronize(folder: URL) throws(StoreError) {
    let descriptor = unsafe open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open the folder '\(folder.path)'", errno) }
    defer { close(descriptor) }
    // Some network file systems cannot sync a folder and say EINVAL; the file itself is synced.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw failure("write the folder '\(folder.path)'", errno)
    }
  }

  /// Creates a folder and those above it where they are missing.
  package static func makeFolder(_ url: URL) throws(StoreError) {
    if unsafe mkdir(url.path, 0o755) == 0 {
      try synchronize(folder: url.deletingLastPathComponent())
      return
    }
    let code = errno
    var isFolder: ObjCBool = false
    if unsafe FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder),
      isFolder.boolValue
    {
      return
    }
    let parent = url.deletingLastPathComponent()
    guard code == ENOENT, parent.path != url.path else {
      throw failure("create the folder '\(url.path)'", code)
    }
    try makeFolder(parent)
    guard unsafe mkdir(url.path, 0o755) == 0 || errno == EEXIST else {
      throw failure("create the folder '\(url.path)'", errno)
    }
    try synchronize(folder: parent)
  }

  /// Makes sure that files can be put in a folder, or that the folder can be made; changes nothing.
  package static func requireWritable(folder: URL) throws(StoreError) {
    var nearest = folder
    var isFolder: ObjCBool = false
    while unsafe !FileManager.default.fileExists(atPath: nearest.path, isDirectory: &isFolder) {
      let parent = nearest.deletingLastPathComponent()
      if parent.path == nearest.path { return }
      nearest = parent
    }
    let attempt = "write to the folder '\(folder.path)'"
    guard isFolder.boolValue else { throw failure(attempt, ENOTDIR) }
    guard unsafe access(nearest.path, W_OK | X_OK) == 0 else { throw failure(attempt, errno) }
  }

  /// What is found under a file's name.
  enum Found {
    case absent
    /// Something that is no file, as a clause about `it`.
    case odd(String)
    case file([UInt8])
  }

  /// Reads a whole file; `nil` when there is none.
  ///
  /// - Throws: `StoreError` when it cannot be read, or is no file.
  package static func read(_ url: URL) throws(StoreError) -> [UInt8]? {
    switch try find(url) {
    case .absent: return nil
    case .odd(let reason): throw StoreError("cannot read '\(url.path)': \(reason)")
    case .file(let bytes): return bytes
    }
  }

  /// Reads a whole file, if it is one.
  static func find(_ url: URL) throws(StoreError) -> Found { try find(path: url.path) }

  /// Reads a whole file, if it is one.
  static func find(path: String) throws(StoreError) -> Found {
    // Without O_NONBLOCK a pipe would be waited for until somebody writes into it.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let code = errno
      switch code {
      case ENOENT, ENOTDIR: return .absent
      // A socket, or a device that is not there.
      case ENXIO, ENODEV: return .odd("it is no file")
      // Links in a circle.
      case ELOOP: return .odd("it is a link that leads nowhere")
      case _: throw failure("read '\(path)'", code)
      }
    }
    defer { close(descriptor) }
    var information = stat()
    guard unsafe fstat(descriptor, &information) == 0 else {
      throw failure("read '\(path)'", errno)
    }
    switch information.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: return .odd("it is a folder")
    case _: return .odd("it is no file")
    }
    var bytes = [UInt8](repeating: 0, count: Int(information.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe readBytes(
          descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw failure("read '\(path)'", errno) }
      if count == 0 { break }
      filled += count
    }
    bytes.removeLast(bytes.count - filled)
    return .file(bytes)
  }

  /// Removes a file, if it is there; a folder of that name stays.
  package static func remove(_ url: URL) throws(StoreError) { try remove(path: url.path) }

  /// Removes a file, if it is one.
  static func remove(path: String) throws(StoreError) {
    guard unsafe unlink(path) != 0 else { return }
    let code = errno
    if [ENOENT, ENOTDIR, EISDIR].contains(code) || isFolder(URL(filePath: path)) { return }
    throw failure("remove '\(path)'", code)
  }

  /// Whether there is a folder, or a link to one.
  static func isFolder(_ url: URL) -> Bool {
    var information = stat()
    return unsafe stat(url.path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether there is anything, be it a link to nothing.
  static func isTaken(_ url: URL) -> Bool {
    var information = stat()
    return unsafe lstat(url.path, &information) == 0
  }

  /// Ends the names of what was in the way.
  package static let oddSuffix = ".odd"

  /// Gives what is in the way another name; nothing is lost.
  static func moveAside(_ url: URL) throws(StoreError) {
    let folder = url.deletingLastPathComponent()
    var target = url.path + oddSuffix
    var number = 1
    while isTaken(URL(filePath: target)) {
      number += 1
      target = url.path + oddSuffix + String(number)
    }
    // Another process may have done it in the meantime.
    guard unsafe rename(url.path, target) == 0 || errno == ENOENT else {
      throw failure("rename '\(url.path)', which is in the way", errno)
    }
    try synchronize(folder: folder)
  }

  /// Removes a folder if there is nothing in it.
  package static func removeEmptyFolder(_ url: URL) {
    unsafe rmdir(url.path)
  }

  /// Whether there is a file.
  package static func exists(_ url: URL) -> Bool {
    unsafe access(url.path, F_OK) == 0
  }

  /// Takes a lock on a file that the kernel drops with its process.
  ///
  /// - Parameter url: The lock file; created where missing.
  /// - Returns: `nil` when somebody else holds the lock. Where the file system has no locks the
  ///   result is held by nobody in particular: work may then be done twice, but nothing waits.
  /// - Throws: `StoreError` when the file cannot be created.
  package static func tryLock(_ url: URL) throws(StoreError) -> FileLock? {
    while true {
      let descriptor = unsafe open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else {
        let code = errno
        guard code == EISDIR else { throw failure("create the lock '\(url.path)'", code) }
        try moveAside(url)
        continue
      }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let code = errno
        close(descriptor)
        if code == EINTR { continue }
        if code == EWOULDBLOCK { return nil }
        return FileLock(path: url.path, descriptor: nil)
      }
      // The holder before us removes the file: what we locked may no longer be what others see.
      if isSame(descriptor, url.path) { return FileLock(path: url.path, descriptor: descriptor) }
      close(descriptor)
    }
  }

  /// Whether a process holds the lock on a file, and since when.
  ///
  /// - Returns: When the file was made, which is when its holder began; `nil` when nobody holds it, or
  ///   where the file system has no locks.
  package static func lockedSince(_ url: URL) -> Date? {
    let descriptor = unsafe open(url.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // A shared lock keeps nobody from waiting who looks as we do; it is gone at once.
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return nil }
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
    return attributes?[.modificationDate] as? Date
  }

  private static func isSame(_ descriptor: Int32, _ path: String) -> Bool {
    var (opened, named) = (stat(), stat())
    guard unsafe fstat(descriptor, &opened) == 0, unsafe stat(path, &named) == 0 else {
      return false
    }
    return opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }

  /// The sentence for a failed system call.
  private static func failure(_ attempt: String, _ code: Int32) -> StoreError {
    StoreError("cannot \(attempt): \(unsafe String(cString: strerror(code)).lowercased())")
  }

  /// Releases a lock; the file goes first, while nobody else can hold it.
  fileprivate static func unlock(_ descriptor: Int32, _ path: String) {
    unsafe unlink(path)
    close(descriptor)
  }
}

/// A lock that is held until it is released or goes out of scope.
package final class FileLock: Sendable {
  private let path: String
  private let descriptor: Int32?

  fileprivate init(path: String, descriptor: Int32?) {
    self.path = path
    self.descriptor = descriptor
  }

  /// Whether nobody else can hold the lock; `false` where the file system has none.
  package var isExclusive: Bool { descriptor != nil }

  deinit {
    if let descriptor { DurableFile.unlock(descriptor, path) }
  }
}
