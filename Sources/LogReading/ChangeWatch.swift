#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Waits until something changes in directories: by inotify(7) where there is one.
///
/// Changes that other hosts make on a network's file system are not seen, so whoever waits must look from
/// time to time, too.
final class ChangeWatch {
  /// The most directories that are watched.
  static let limit = 8192

  /// What was seen.
  struct Changes {
    /// Where something was written, appeared or went.
    var directories: Set<String> = []
    /// Something has appeared or gone.
    var isStructural = false
    /// More has changed than was noted.
    var isIncomplete = false
  }

  /// -1 where there is no inotify.
  private let descriptor: Int32
  private var directories: [Int32: String] = [:]
  private var watched: Set<String> = []

  init() {
    #if os(Linux)
      descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    #else
      descriptor = -1
    #endif
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Watches a directory, unless that is done already or cannot be.
  func watch(_ directory: String) {
    #if os(Linux)
      guard descriptor >= 0, watched.count < Self.limit, watched.insert(directory).inserted else {
        return
      }
      let events =
        IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF
        | IN_ONLYDIR
      let number = inotify_add_watch(descriptor, directory, UInt32(events))
      if number >= 0 { directories[number] = directory } else { watched.remove(directory) }
    #endif
  }

  /// Waits for a change, or for one of some descriptors to be readable.
  ///
  /// - Returns: what was seen until then; nothing if the time is over or a signal has come.
  func wait(milliseconds: Int, for others: [Int32]) -> Changes {
    var requests = (others + [descriptor]).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let count = poll(&requests, nfds_t(requests.count), Int32(milliseconds))
    guard count > 0, requests.last?.revents != 0, descriptor >= 0 else { return Changes() }
    // What follows at once is the same change, as a rule.
    if count == 1 { usleep(20_000) }
    return drain()
  }

  private func drain() -> Changes {
    var changes = Changes()
    #if os(Linux)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 << 10, alignment: 8)
      defer { buffer.deallocate() }
      while case let size = read(descriptor, buffer.baseAddress, buffer.count), size > 0 {
        var offset = 0
        // wd, mask, cookie and the length of the name, four bytes each; then the name.
        while offset + 16 <= size {
          take(
            number: buffer.loadUnaligned(fromByteOffset: offset, as: Int32.self),
            mask: Int(buffer.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)),
            into: &changes)
          offset += 16 + Int(buffer.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
        }
      }
    #endif
    return changes
  }

  #if os(Linux)
    private func take(number: Int32, mask: Int, into changes: inout Changes) {
      if mask & Int(IN_Q_OVERFLOW) != 0 {
        changes.isIncomplete = true
        changes.isStructural = true
      }
      guard let directory = directories[number] else { return }
      changes.directories.insert(directory)
      if mask & Int(IN_MODIFY) != mask { changes.isStructural = true }
      // The directory itself has gone; another one may come in its place.
      if mask & Int(IN_IGNORED) != 0 {
        directories[number] = nil
        watched.remove(directory)
      }
    }
  #endif
}
