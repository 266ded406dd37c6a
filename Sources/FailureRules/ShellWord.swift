/// Quoting for a POSIX shell; POSIX.1-2017, Shell Command Language, section 2.2.
package enum ShellWord {
  /// Characters that stand for themselves anywhere in a word.
  private static let plain = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-".utf8)

  /// The text as one word: as it is where that is safe, else in single quotes.
  package static func quoted(_ text: String) -> String {
    if !text.isEmpty, text.utf8.allSatisfy(plain.contains) { return text }
    // A single quote ends the quotes, stands escaped, and begins them anew.
    return "'"
      + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
      + "'"
  }

  /// Whether the end of a piece of shell text stands inside quotes, if its beginning does not.
  static func endsInsideQuotes(_ text: some StringProtocol) -> Bool {
    var quote: Character?
    var isEscaped = false
    for character in text {
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
