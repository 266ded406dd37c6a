internal import CArchive

/// Data in the format of RFC 1952; as gzip(1) does, NUL bytes after it are taken for padding.
final class GzipDecompressor: Decompressor {
  private let library: zlib_functions
  /// zlib remembers its address.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var isBetweenStreams = false
  /// The largest window that the format has, 32 KiB, with 16 for its header; zlib.h, inflateInit2.
  private static let windowBits: Int32 = 16 + 15

  init() throws(ReadFailure) {
    guard let library = CompressionLibraries.zlib else {
      throw DynamicLibrary.missing("zlib")
    }
    self.library = library
    stream.initialize(to: z_stream())
    let status = library.inflateInit2_(
      stream, Self.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .content("cannot be read by this version of zlib") }
  }

  deinit {
    _ = library.inflateEnd(stream)
    stream.deallocate()
  }

  func step(
    _ input: UnsafeRawBufferPointer, isLast: Bool, into output: UnsafeMutableRawBufferPointer
  ) -> DecompressionStep {
    if isBetweenStreams, isLast || input.first == 0 {
      return DecompressionStep(taken: 0, made: 0, outcome: .end)
    }
    isBetweenStreams = false
    let bytes = input.bindMemory(to: UInt8.self)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(output.count)
    let status = library.inflate(stream, Z_NO_FLUSH)
    return DecompressionStep(
      taken: input.count - Int(stream.pointee.avail_in),
      made: output.count - Int(stream.pointee.avail_out), outcome: outcome(status))
  }

  private func outcome(_ status: Int32) -> DecompressionStep.Outcome {
    switch status {
    case Z_OK, Z_BUF_ERROR: return .goesOn
    case Z_STREAM_END:
      _ = library.inflateReset(stream)
      isBetweenStreams = true
      return .goesOn
    default:
      let reason = stream.pointee.msg.map { ": \(String(cString: $0))" } ?? ""
      return .failure(.content("is damaged\(reason)"))
    }
  }
}
