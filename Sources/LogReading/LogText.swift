extension String {
  /// The text that bytes of a log stand for.
  ///
  /// That is UTF-8, in which invalid bytes become U+FFFD. It is taken for ISO 8859-1 where no character
  /// beyond ASCII is valid UTF-8, all other bytes are from 0xA0 to 0xFE, and one of them stands next to
  /// an ASCII letter; 0xFF, its `ÿ`, is more often a byte of what is no text.
  package init(logText bytes: some Collection<UInt8>) {
    let text = bytes.withContiguousStorageIfAvailable { Self.text(of: $0) }
    self = text ?? Array(bytes).withUnsafeBufferPointer { Self.text(of: $0) }
  }

  private static func text(of bytes: UnsafeBufferPointer<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.contains(where: { $0 >= 0x80 }) else { return text }
    let isUTF8 =
      text.unicodeScalars.contains { $0.value >= 0x80 && $0 != "\u{FFFD}" }
      || text.utf8.elementsEqual(bytes)
    let hasOthers = bytes.contains { (0x80..<0xA0).contains($0) || $0 == 0xFF }
    let isOfWord = zip(bytes, bytes.dropFirst()).contains {
      $0 >= 0x80 && $1.isLetter || $0.isLetter && $1 >= 0x80
    }
    guard !isUTF8, !hasOthers, isOfWord else { return text }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: bytes.lazy.map { Unicode.Scalar($0) })
    return String(scalars)
  }
}
