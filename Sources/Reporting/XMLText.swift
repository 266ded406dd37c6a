/// Text inside XML 1.0.
package enum XMLText {
  /// The text for an element's content or an attribute in double quotes.
  ///
  /// Characters that XML 1.0 does not allow (section 2.2) become their pictures, as in `SafeText`.
  package static func escaped(_ text: String) -> String {
    let lines = SafeText.lines(text).joined(separator: "\n")
    var escaped = String.UnicodeScalarView()
    for scalar in lines.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "\u{FFFE}", "\u{FFFF}": escaped.append("\u{FFFD}")
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
