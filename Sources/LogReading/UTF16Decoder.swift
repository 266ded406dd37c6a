/// Turns UTF-16 text into UTF-8; RFC 2781.
///
/// The byte order mark is left out. What is no UTF-16, such as half of a surrogate pair, becomes U+FFFD.
final class UTF16Decoder: Decompressor {
  /// Which byte of a code unit comes first.
  enum ByteOrder: String {
    case bigEndian = "UTF-16BE"
    case littleEndian = "UTF-16LE"
  }

  private let order: ByteOrder
  /// The first byte of a code unit whose second one has not been seen.
  private var half: UInt8?
  /// The first code unit of a pair.
  private var lead: UInt16?
  private var isAtStart = true
  /// Bytes that there was no room for, of two characters at most.
  private var rest: [UInt8] = []

  init(_ order: ByteOrder) { self.order = order }

  func step(
    _ input: UnsafeRawBufferPointer, isLast: Bool, into output: UnsafeMutableRawBufferPointer
  ) -> DecompressionStep {
    var step = DecompressionStep(taken: 0, made: 0, outcome: .goesOn)
    step.made = min(rest.count, output.count)
    output.copyBytes(from: rest.prefix(step.made))
    rest.removeFirst(step.made)
    func write(_ scalar: Unicode.Scalar) {
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        guard step.made < output.count else {
          rest.append(byte)
          continue
        }
        output[step.made] = byte
        step.made += 1
      }
    }
    while step.taken < input.count, step.made < output.count {
      take(input[step.taken], write)
      step.taken += 1
    }
    if isLast, step.taken == input.count, rest.isEmpty {
      if half != nil || lead != nil { write("\u{FFFD}") }
      (half, lead) = (nil, nil)
      if rest.isEmpty { step.outcome = .end }
    }
    return step
  }

  private func take(_ byte: UInt8, _ write: (Unicode.Scalar) -> Void) {
    guard let first = half else {
      half = byte
      return
    }
    half = nil
    let (high, low) = order == .bigEndian ? (first, byte) : (byte, first)
    take(UInt16(high) << 8 | UInt16(low), write)
  }

  private func take(_ unit: UInt16, _ write: (Unicode.Scalar) -> Void) {
    defer { isAtStart = false }
    if isAtStart, unit == 0xFEFF { return }
    if let first = lead {
      lead = nil
      if UTF16.isTrailSurrogate(unit) {
        return write(UTF16.decode(UTF16.EncodedScalar([first, unit])))
      }
      write("\u{FFFD}")
    }
    if UTF16.isLeadSurrogate(unit) {
      lead = unit
    } else {
      write(Unicode.Scalar(unit) ?? "\u{FFFD}")
    }
  }
}
