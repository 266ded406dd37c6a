/// Where a ``ChunkReader`` gets its bytes: a descriptor, or what compressed data and archives hold.
///
/// Used by one thread at a time.
protocol ByteSource: AnyObject {
  /// Whether a read may have to wait for a writer.
  var mayBlock: Bool { get }

  /// Whether a read would find something (the end counts) within `milliseconds`.
  func isReadable(within milliseconds: Int32) -> Bool

  /// Reads some bytes, at most as many as there is room for.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> ReadResult
}

/// What a read came to.
enum ReadResult: Equatable {
  case bytes(Int)
  case end
  case interrupted
}

/// The bytes of a descriptor.
final class DescriptorBytes: ByteSource {
  private let descriptor: FileDescriptor
  private let meter: ReadMeter?
  let mayBlock: Bool

  init(_ descriptor: consuming FileDescriptor, meter: ReadMeter? = nil) {
    mayBlock = descriptor.mayBlock
    self.descriptor = descriptor
    self.meter = meter
  }

  func isReadable(within milliseconds: Int32) -> Bool {
    descriptor.isReadable(within: milliseconds)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> ReadResult {
    let result = try descriptor.read(into: buffer)
    if case .bytes(let count) = result { meter?.add(count) }
    return result
  }

  /// The size of a regular file, which can also be read from other places than the next.
  var fileSize: Int? { descriptor.fileSize }

  /// When a regular file was last changed, in seconds since 1970-01-01 UTC; nil for what is none.
  var modified: Int? { descriptor.modified }

  /// Goes to another place, as lseek(2); nil if there is none.
  func seek(to offset: Int, from origin: Int32) -> Int? {
    descriptor.seek(to: offset, from: origin)
  }
}
