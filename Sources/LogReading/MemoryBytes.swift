/// Bytes that were read before, and why there are no more of them.
final class MemoryBytes: ByteSource {
  private var bytes: [UInt8] = []
  private var given = 0
  private var failure: ReadFailure?

  /// Takes all that a source has.
  ///
  /// - Parameters:
  ///   - source: read to its end, or until it fails.
  ///   - limit: what the archive says that it has, in bytes; what goes beyond is a failure.
  init(_ source: any ByteSource, limit: Int) {
    // One byte more shows the end, where a checksum is compared.
    bytes = [UInt8](unsafeUninitializedCapacity: limit + 1) { buffer, count in
      let room = UnsafeMutableRawBufferPointer(buffer)
      do throws(ReadFailure) {
        while count <= limit,
          case .bytes(let size) = try source.read(into: .init(rebasing: room[count...]))
        {
          count += size
        }
        if count > limit {
          throw .content("is damaged: it is longer than the archive says")
        }
      } catch {
        failure = error
      }
    }
  }

  var mayBlock: Bool { false }

  func isReadable(within milliseconds: Int32) -> Bool { true }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> ReadResult {
    guard given < bytes.count else {
      if let failure { throw failure }
      return .end
    }
    let count = min(buffer.count, bytes.count - given)
    bytes.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[given..<(given + count)])) }
    given += count
    return .bytes(count)
  }
}
