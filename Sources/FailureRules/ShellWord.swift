/// Quoting for a POSIX shell; POSIX.1-2017, Shell Command Language, section 2.2.
package enum ShellWord {
  /// Characters that stand for themselves anywhere in a word.
  private static let plain = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-".utf8)

  /// The text as one word: as it is where that is safe, else in single quotes.
  package static func quoted(_ text: String) -> String {
    if !text.isEmpty, text.utf8.allSatisfy(plain.contains) { return text }
    // Bytes, as the shell sees them: a quote and a combining mark are one Character, but no quote.
    var quoted = "'".utf8.map { $0 }
    for byte in text.utf8 {
      // A single quote ends the quotes, stands escaped, and begins them anew.
      if byte == UInt8(ascii: "'") { quoted += #"'\''"#.utf8 } else { quoted.append(byte) }
    }
    return String(decoding: quoted + "'".utf8, as: UTF8.self)
  }

  /// Whether the end of a piece of shell text stands inside quotes, if its beginning does not.
  static func endsInsideQuotes(_ text: some StringProtocol) -> Bool {
    var quote: Unicode.Scalar?
    var isEscaped = false
    for character in text.unicodeScalars {
      if isEscaped {
        isEscaped = false
      } else if let open = quote {
        if character == "\\", open == "\"" { isEscaped = true }
        if character == open { quote = nil }
      } else if character == "\\" {
        isEscaped = true
      } else if character == "'" || character == "\"" {
        quote = character
      }
    }
    return quote != nil
  }
}
