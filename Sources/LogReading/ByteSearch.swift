#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Searches in borrowed bytes, without a copy.
extension Span where Element == UInt8 {
  /// The offset of the first `byte` at or after `start`; nil if there is none.
  package func firstOffset(of byte: UInt8, from start: Int = 0) -> Int? {
    guard start < count else { return nil }
    return withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress,
        let found = memchr(base + start, Int32(byte), buffer.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }

  /// The start of the line that holds `offset`, looking back no further than `limit`.
  package func lineStart(before offset: Int, limit: Int = 0) -> Int {
    var index = offset
    while index > limit, self[index - 1] != UInt8(ascii: "\n") { index -= 1 }
    return index
  }

  /// Whether the bytes of `text` stand at `offset`.
  ///
  /// - Precondition: the text is not empty.
  @inlinable @inline(__always)
  package func matches(_ text: StaticString, at offset: Int) -> Bool {
    // The first byte tells most of them apart.
    offset >= 0 && offset < count && self[offset] == text.utf8Start[0]
      && matchesRest(of: text, at: offset)
  }

  @usableFromInline
  package func matchesRest(of text: StaticString, at offset: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard offset + length <= count else { return false }
    for index in 1..<length where self[offset + index] != text.utf8Start[index] { return false }
    return true
  }

  /// The offset where `text` stands first; nil if it does not.
  package func firstOffset(of text: StaticString) -> Int? {
    var index = 0
    while let start = firstOffset(of: text.utf8Start.pointee, from: index) {
      if matches(text, at: start) { return start }
      index = start + 1
    }
    return nil
  }

  /// The offset after the blanks and tabs that begin at `offset`.
  package func skippingBlanks(from offset: Int) -> Int {
    var index = offset
    while index < count, self[index] == UInt8(ascii: " ") || self[index] == UInt8(ascii: "\t") {
      index += 1
    }
    return index
  }

  /// The offset after the decimal digits that begin at `offset`.
  package func skippingDigits(from offset: Int) -> Int {
    var index = offset
    while index < count, self[index].isDigit { index += 1 }
    return index
  }

  /// A hash of the bytes, eight at a time: FNV-1a's steps with words in the place of bytes.
  package var hash: UInt64 {
    withUnsafeBytes { bytes in
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(bytes.count)
      var offset = 0
      while offset + 8 <= bytes.count {
        let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        hash = (hash ^ word) &* 0x100_0000_01b3
        hash ^= hash >> 32
        offset += 8
      }
      while offset < bytes.count {
        hash = (hash ^ UInt64(bytes[offset])) &* 0x100_0000_01b3
        offset += 1
      }
      return hash
    }
  }

  /// The decimal number at `offset`; what is over 2^53 is left out, 0 if there are no digits.
  package func number(at offset: Int) -> Int {
    var value = 0
    for index in offset..<Swift.max(offset, skippingDigits(from: offset)) where value < 1 << 49 {
      value = value * 10 + Int(self[index] - UInt8(ascii: "0"))
    }
    return value
  }

  /// The offset after the last byte that is no blank, tab or carriage return.
  package var trimmedEnd: Int {
    var end = count
    while end > 0, extracting((end - 1)..<end).isBlank() { end -= 1 }
    return end
  }

  /// Whether nothing but blanks, tabs and carriage returns stands at or after `offset`.
  package func isBlank(from offset: Int = 0) -> Bool {
    var index = offset
    while index < count {
      let byte = self[index]
      guard byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
      else { return false }
      index += 1
    }
    return true
  }

  /// The bytes as text; see ``Swift/String/init(logText:)``.
  package func text(_ range: Range<Int>) -> String {
    extracting(range).withUnsafeBufferPointer { String(logText: $0) }
  }
}

extension UInt8 {
  /// ASCII `0` to `9`.
  package var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
  /// ASCII `A` to `Z` and `a` to `z`.
  package var isLetter: Bool {
    (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z")
  }
  /// An ASCII letter, digit or underscore.
  package var isWord: Bool { isLetter || isDigit || self == UInt8(ascii: "_") }
}
