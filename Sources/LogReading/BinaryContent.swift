/// Tells files that hold no log lines from those that do; for what is compressed see ``ContentKind``.
package enum BinaryContent {
  /// First bytes that name a format: the RAR file format, ELF and SQLite 3.
  private static let magics: [(StaticString, String)] = [
    ("Rar!\u{1A}", "a RAR archive"), ("\u{7F}ELF", "a program"),
    ("SQLite format 3", "an SQLite database"),
  ]
  /// The formats that do not begin with text.
  static let byteMagics: [([UInt8], String)] = [
    ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
    ([0xFF, 0xFE, 0, 0], "UTF-32 text"), ([0, 0, 0xFE, 0xFF], "UTF-32 text"),
  ]

  /// How many bytes of a file's beginning are looked at.
  private static let sampleSize = 8 << 10

  /// For each byte 1 << 16 if it is a control character, but for NUL and those that text may hold, and 1 if
  /// it is none.
  private static let weights: [UInt32] = (0..<256).map { byte in
    switch byte {
    case 0, 0x08, 0x09, 0x0A, 0x0C, 0x0D, 0x1B: 0
    case 0x01..<0x20, 0x7F: 1 << 16
    default: 1
    }
  }

  /// What a file that begins like this is, if it is not text; nil for text.
  ///
  /// A hole of NUL bytes, as a crash leaves it in a log, does not make it binary.
  package static func kind(of bytes: Span<UInt8>) -> String? {
    for (magic, name) in magics where bytes.matches(magic, at: 0) { return name }
    for (magic, name) in byteMagics where bytes.count >= magic.count {
      if magic.indices.allSatisfy({ bytes[$0] == magic[$0] }) { return name }
    }
    let sum = weights.withUnsafeBufferPointer { weights in
      bytes.extracting(0..<min(bytes.count, sampleSize)).withUnsafeBufferPointer {
        $0.reduce(0) { $0 &+ weights[Int($1)] }
      }
    }
    return (sum >> 16) * 20 > sum & 0xFFFF ? "binary data" : nil
  }
}
