/// One stream of compressed data, or several that follow each other.
protocol Decompressor: AnyObject {
  /// Takes some of the input, and makes some of the output, as far as there is input and room.
  ///
  /// - Parameters:
  ///   - input: what comes next; the rest of it is to be given again.
  ///   - isLast: nothing follows it.
  ///   - output: where to write; there is room.
  /// - Returns: what was done.
  func step(
    _ input: UnsafeRawBufferPointer, isLast: Bool, into output: UnsafeMutableRawBufferPointer
  ) -> DecompressionStep
}

/// What a step of a ``Decompressor`` came to.
struct DecompressionStep {
  enum Outcome {
    case goesOn
    case end
    /// Why nothing follows what was made.
    case failure(ReadFailure)
  }

  /// How many bytes of the input were used.
  var taken: Int
  /// How many bytes were written.
  var made: Int
  var outcome: Outcome
}

/// What compressed data holds.
///
/// Of data that is cut, all is given that can be made of what is left.
final class DecompressedBytes: ByteSource {
  private let input: LayerInput
  private let decompressor: any Decompressor
  /// What was read and not used.
  private var rest = UnsafeRawBufferPointer(start: nil, count: 0)
  private var isLast = false
  private var isAtEnd = false
  /// Thrown when all that was made before is given.
  private var failure: ReadFailure?

  init(_ input: LayerInput, _ decompressor: any Decompressor) {
    self.input = input
    self.decompressor = decompressor
  }

  var mayBlock: Bool { input.mayBlock }

  func isReadable(within milliseconds: Int32) -> Bool {
    !rest.isEmpty || input.isReadable(within: milliseconds)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> ReadResult {
    var count = 0
    while count < buffer.count, failure == nil, !isAtEnd {
      if rest.isEmpty, !isLast {
        if mayBlock, count > 0 { break }
        readMore()
      }
      count += step(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
    }
    if count == 0, let failure { throw failure }
    try input.produce(count)
    return count == 0 ? .end : .bytes(count)
  }

  private func readMore() {
    do throws(ReadFailure) {
      rest = try input.read()
      isLast = rest.isEmpty
    } catch {
      failure = error
    }
  }

  private func step(into output: UnsafeMutableRawBufferPointer) -> Int {
    guard failure == nil else { return 0 }
    let step = decompressor.step(rest, isLast: isLast, into: output)
    rest = UnsafeRawBufferPointer(rebasing: rest[step.taken...])
    switch step.outcome {
    case .goesOn:
      if isLast, step.taken == 0, step.made == 0 {
        failure = .content("is damaged: it is cut short")
      }
    case .end: isAtEnd = true
    case .failure(let reason): failure = reason
    }
    return step.made
  }
}
