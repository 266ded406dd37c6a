internal import CArchive

/// Data in the .xz format.
final class XZDecompressor: Decompressor {
  private let library: lzma_functions
  private let stream = UnsafeMutablePointer<lzma_stream>.allocate(capacity: 1)
  private let memoryLimit: Int

  /// Begins with a stream.
  ///
  /// - Parameter memoryLimit: what may be taken for its dictionary, in bytes.
  /// - Throws: why it cannot be read.
  init(memoryLimit: Int) throws(ReadFailure) {
    guard let library = CompressionLibraries.lzma else {
      throw DynamicLibrary.missing("liblzma")
    }
    self.library = library
    self.memoryLimit = memoryLimit
    stream.initialize(to: lzma_stream())
    guard library.lzma_stream_decoder(stream, UInt64(memoryLimit), lzma_concatenated) == LZMA_OK
    else { throw .content("cannot be read by this version of liblzma") }
  }

  deinit {
    library.lzma_end(stream)
    stream.deallocate()
  }

  func step(
    _ input: UnsafeRawBufferPointer, isLast: Bool, into output: UnsafeMutableRawBufferPointer
  ) -> DecompressionStep {
    stream.pointee.next_in = input.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_in = input.count
    stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = output.count
    let status = library.lzma_code(stream, isLast ? LZMA_FINISH : LZMA_RUN)
    return DecompressionStep(
      taken: input.count - stream.pointee.avail_in, made: output.count - stream.pointee.avail_out,
      outcome: outcome(status))
  }

  private func outcome(_ status: lzma_ret) -> DecompressionStep.Outcome {
    switch status {
    case LZMA_OK, LZMA_BUF_ERROR: .goesOn
    case LZMA_STREAM_END: .end
    case LZMA_MEMLIMIT_ERROR:
      .failure(.content("needs more than \(memoryLimit >> 20) MiB of memory to be read"))
    case LZMA_OPTIONS_ERROR: .failure(.content("is compressed in a way that liblzma does not know"))
    default: .failure(.content("is damaged: invalid xz data"))
    }
  }
}
