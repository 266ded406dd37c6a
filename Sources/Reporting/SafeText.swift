/// Text from logs and rules, made safe for terminals.
///
/// Control characters could move the cursor, change colours or set the window's title, and
/// characters that change the direction of writing could make a command look like another one.
package enum SafeText {
  /// The text's lines, each safe.
  package static func lines(_ text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      line(String(Substring($0)))
    }
  }

  /// The text as one line: tabs become blanks, other control characters their pictures (U+2400 …).
  package static func line(_ text: String) -> String {
    // Most text is ASCII, which is quickly seen.
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09: safe.append(contentsOf: "    ".unicodeScalars)
      case 0x00..<0x20: safe.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 0x7F: safe.append("\u{2421}")
      default: safe.append(isUnsafe(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return String(safe)
  }

  /// Whether a character could control a terminal or turn the direction of writing.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00..<0x20, 0x7F..<0xA0: true
    // Embeddings, overrides and isolates; Unicode Standard Annex 9, section 2.
    case 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
