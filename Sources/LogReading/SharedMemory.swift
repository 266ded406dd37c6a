#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A file without a name in the file system for shared memory, which is gone when its owner goes.
///
/// sd-journal asks for a file that can be mapped and has a link, which memfd_create(2) never gives it.
final class SharedMemory {
  /// A name that it has for a while.
  struct Link {
    fileprivate var path: String

    /// Takes the name away.
    func remove() { unlink(path) }
  }

  /// shm_overview(7).
  private static let directory = "/dev/shm"

  let descriptor: FileDescriptor

  init() throws(ReadFailure) {
    #if os(Linux)
      // O_TMPFILE of open(2), which <fcntl.h> declares for _GNU_SOURCE only.
      let flags = 0o20000000 | O_DIRECTORY | O_RDWR | O_CLOEXEC
      let number = open(Self.directory, flags, 0o600)
      guard number >= 0 else { throw Self.failure(.last) }
      descriptor = FileDescriptor(owning: number)
    #else
      throw .system(SystemError(number: ENOSYS))
    #endif
  }

  private static func failure(_ error: SystemError) -> ReadFailure {
    .content("needs room in \(directory): \(error)")
  }

  /// Copies what an input has; blocks of NUL bytes take no memory before they are read.
  ///
  /// - Returns: how many bytes were copied; a byte more than `limit` if there is more.
  func copy(_ input: LayerInput, limit: Int) throws(ReadFailure) -> Int {
    var size = 0
    while size <= limit {
      let block = try input.read()
      guard let base = block.baseAddress, !block.isEmpty else { return size }
      let isEmpty = block[0] == 0 && memcmp(base, base + 1, block.count - 1) == 0
      guard isEmpty || pwrite(descriptor.number, base, block.count, off_t(size)) == block.count
      else { throw Self.failure(.last) }
      size += block.count
    }
    return limit + 1
  }

  /// Makes it as large as that, with NUL bytes behind what was copied.
  func extend(to size: Int) throws(ReadFailure) {
    guard ftruncate(descriptor.number, off_t(size)) == 0 else { throw Self.failure(.last) }
  }

  /// Writes a NUL byte.
  func clearByte(at offset: Int) throws(ReadFailure) {
    guard pwrite(descriptor.number, [0], 1, off_t(offset)) == 1 else { throw Self.failure(.last) }
  }

  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    descriptor.read(at: offset, into: buffer)
  }

  /// Gives it a name that nobody knows; linkat(2) does that once only.
  func link() throws(ReadFailure) -> Link {
    let path = "\(Self.directory)/stackdoctor-\(UInt64.random(in: 0...UInt64.max))"
    let own = "/proc/self/fd/\(descriptor.number)"
    guard linkat(AT_FDCWD, own, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 else {
      throw Self.failure(.last)
    }
    return Link(path: path)
  }
}
