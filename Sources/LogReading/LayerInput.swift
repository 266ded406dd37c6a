#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What a layer of compressed data, or an archive, is read from, a block at a time.
final class LayerInput {
  /// The most that is read at a time, in bytes.
  static let blockSize = 128 << 10

  private let source: any ByteSource
  private let budget: ArchiveBudget
  private let layer: Int
  private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: blockSize, alignment: 64)
  /// Interruptions in a row after which somebody wants the program to end.
  private static let interruptionLimit = 4

  /// Reads from a source.
  ///
  /// - Parameters:
  ///   - source: the whole layer.
  ///   - layer: how many layers lie around it.
  ///   - budget: that of the file.
  init(_ source: any ByteSource, layer: Int, budget: ArchiveBudget) {
    self.source = source
    self.layer = layer
    self.budget = budget
  }

  deinit { block.deallocate() }

  var mayBlock: Bool { source.mayBlock }

  func isReadable(within milliseconds: Int32) -> Bool { source.isReadable(within: milliseconds) }

  /// Reads once.
  ///
  /// - Returns: what was read, until the next call; nothing at the end.
  func read() throws(ReadFailure) -> UnsafeRawBufferPointer {
    for _ in 0..<Self.interruptionLimit {
      switch try source.read(into: block) {
      case .bytes(let count):
        if layer == 0 { budget.consume(count) }
        return UnsafeRawBufferPointer(rebasing: block[..<count])
      case .end: return UnsafeRawBufferPointer(start: nil, count: 0)
      case .interrupted: _ = source.isReadable(within: 250)
      }
    }
    throw .system(SystemError(number: EINTR))
  }

  /// Takes note of bytes that came out of the layer.
  func produce(_ count: Int) throws(ReadFailure) { try budget.produce(count, inLayer: layer) }
}
