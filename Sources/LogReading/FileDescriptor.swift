#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// An open file, closed when its owner goes.
package struct FileDescriptor: ~Copyable {
  let number: Int32
  private let isOwned: Bool

  /// Opens a file for reading.
  package init(reading path: String) throws(ReadFailure) {
    number = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    isOwned = true
    guard number >= 0 else { throw .system(.last) }
  }

  /// Opens a named pipe for reading, which then has no end: writers may come and go.
  init(pipe path: String) throws(ReadFailure) {
    // Who reads is a writer, too, so that there always is one.
    number = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    isOwned = true
    guard number >= 0 else { throw .system(.last) }
  }

  /// Opens what is open already once more; both share the place of the next read.
  init(duplicating other: borrowing FileDescriptor) throws(ReadFailure) {
    number = fcntl(other.number, F_DUPFD_CLOEXEC, 0)
    isOwned = true
    guard number >= 0 else { throw .system(.last) }
  }

  /// Borrows a descriptor that stays open, such as standard input's 0.
  package init(borrowing number: Int32) {
    self.number = number
    isOwned = false
  }

  deinit {
    if isOwned, number >= 0 { close(number) }
  }

  /// Whether a read may have to wait for a writer: pipes, terminals, sockets.
  var mayBlock: Bool {
    var status = stat()
    guard fstat(number, &status) == 0 else { return true }
    return status.st_mode & S_IFMT != S_IFREG
  }

  /// The size of a regular file; nil for what is none.
  var fileSize: Int? {
    var status = stat()
    guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// When a regular file was last changed, in seconds since 1970-01-01 UTC; nil for what is none, and
  /// where a file system says a year beyond 9999 or before 0.
  var modified: Int? {
    var status = stat()
    guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    #if canImport(Glibc)
      let second = Int(status.st_mtim.tv_sec)
    #else
      let second = Int(status.st_mtimespec.tv_sec)
    #endif
    return (-62_167_219_200..<253_402_300_800).contains(second) ? second : nil
  }

  /// Goes to another place, as lseek(2); nil if there is none.
  func seek(to offset: Int, from origin: Int32) -> Int? {
    let place = lseek(number, off_t(offset), origin)
    return place < 0 ? nil : Int(place)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> ReadResult {
    #if canImport(Glibc)
      try Self.result(of: Glibc.read(number, buffer.baseAddress, buffer.count))
    #else
      try Self.result(of: Darwin.read(number, buffer.baseAddress, buffer.count))
    #endif
  }

  /// Reads from another place than the next, as pread(2).
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(ReadFailure) -> ReadResult {
    try Self.result(of: pread(number, buffer.baseAddress, buffer.count, off_t(offset)))
  }

  private static func result(of count: Int) throws(ReadFailure) -> ReadResult {
    if count > 0 { return .bytes(count) }
    if count == 0 { return .end }
    if errno == EINTR || errno == EAGAIN { return .interrupted }
    throw .system(.last)
  }

  /// Whether a read would find something (the end counts) within `milliseconds`.
  func isReadable(within milliseconds: Int32) -> Bool {
    var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, milliseconds) > 0
  }
}
