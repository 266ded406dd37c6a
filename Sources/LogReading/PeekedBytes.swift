#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Bytes whose beginning can be looked at before they are read.
final class PeekedBytes: ByteSource {
  /// What is behind.
  let source: any ByteSource
  /// What was read to be looked at.
  private(set) var head: [UInt8] = []
  private var given = 0
  private(set) var isAtEnd = false
  /// Thrown when the head is given.
  private var failure: ReadFailure?

  /// How many bytes are looked at.
  static let limit = 8 << 10

  init(_ source: any ByteSource) { self.source = source }

  var mayBlock: Bool { source.mayBlock }

  func isReadable(within milliseconds: Int32) -> Bool {
    given < head.count || source.isReadable(within: milliseconds)
  }

  /// Whether more of the head could show that this is no text.
  var needsMore: Bool {
    let head = head
    return ContentKind.needsMore(of: head.span)
  }

  /// What the head shows.
  var kind: ContentKind {
    let head = head
    return ContentKind(of: head.span)
  }

  /// Reads once for the head.
  ///
  /// - Returns: whether there is, or may be, more to look at.
  /// - Throws: why there is nothing at all.
  func peek() throws(ReadFailure) -> Bool {
    guard !isAtEnd, failure == nil, head.count < Self.limit else { return false }
    var result = ReadResult.end
    let piece = [UInt8](unsafeUninitializedCapacity: Self.limit - head.count) { buffer, count in
      do throws(ReadFailure) {
        result = try source.read(into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
      if case .bytes(let size) = result { count = size }
    }
    if head.isEmpty, let failure { throw failure }
    head += piece
    isAtEnd = result == .end
    return !isAtEnd && failure == nil && head.count < Self.limit
  }

  /// Goes back to the beginning of a regular file, which can then be read at any place; nil for what
  /// is none.
  func rewound() -> DescriptorBytes? {
    guard let file = source as? DescriptorBytes, file.fileSize != nil,
      // Standard input may have been read in part by somebody else.
      file.seek(to: 0, from: SEEK_CUR) == head.count, file.seek(to: 0, from: SEEK_SET) == 0
    else { return nil }
    return file
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> ReadResult {
    guard given < head.count else {
      if let failure { throw failure }
      return try source.read(into: buffer)
    }
    let count = min(buffer.count, head.count - given)
    head.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[given..<(given + count)])) }
    given += count
    return .bytes(count)
  }
}
