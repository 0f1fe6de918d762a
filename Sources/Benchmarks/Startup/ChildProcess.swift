internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A program that is run to its end; the module's one wrapper around the system's process calls.
///
/// Foundation's `Process` notices an end some milliseconds late, which is longer than what is
/// measured.
enum ChildProcess {
  /// What a process took.
  struct Usage {
    /// From its start to its end.
    var seconds: Double
    /// The most memory that was resident, where it was watched and the system tells.
    var peakBytes: Int?
  }

  /// Why there is no usage.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Runs a program without input and output.
  ///
  /// - Parameters:
  ///   - program: Its file.
  ///   - words: Its arguments, without its name.
  ///   - watchesMemory: Whether to look at its memory all the time, which costs precision of time.
  /// - Returns: What it took.
  /// - Throws: `Failure` when it cannot be started or does not exit with 0.
  static func run(
    _ program: URL, _ words: [String], watchesMemory: Bool = false
  ) throws -> Usage {
    let start = BenchmarkClock.wall.seconds
    let child = try spawn(program.path, words)
    var status: Int32 = 0
    var peak: Int?
    while true {
      let ended = unsafe waitpid(child, &status, watchesMemory ? WNOHANG : 0)
      if ended == child { break }
      if ended < 0, errno != EINTR {
        throw Failure(description: "cannot wait for \(program.path)")
      }
      if watchesMemory {
        peak = peakMemory(of: child) ?? peak
        usleep(2_000)
      }
    }
    let seconds = BenchmarkClock.wall.seconds - start
    guard status == 0 else {
      throw Failure(description: "'\(program.path) \(words.joined(separator: " "))' failed")
    }
    return Usage(seconds: seconds, peakBytes: peak)
  }

  private static func spawn(_ path: String, _ words: [String]) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = unsafe posix_spawn_file_actions_t()
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe ([path] + words).map {
      unsafe strdup($0)
    }
    unsafe arguments.append(nil)
    defer { unsafe arguments.forEach { unsafe free($0) } }
    var child: pid_t = 0
    let code = unsafe posix_spawn(&child, path, &actions, nil, arguments, environ)
    guard code == 0 else {
      throw Failure(description: "cannot start \(path): \(unsafe String(cString: strerror(code)))")
    }
    return child
  }

  /// The high-water mark of a running process in bytes, as Linux tells it.
  private static func peakMemory(of process: pid_t) -> Int? {
    let text = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = text?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let words = line?.split(whereSeparator: \.isWhitespace) ?? []
    return words.count == 3 ? Int(words[1]).map { $0 << 10 } : nil
  }
}
