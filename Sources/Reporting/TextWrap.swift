/// Breaks text into lines of a terminal's width.
package enum TextWrap {
  /// Breaks at blanks; a word that is wider than the line stands alone on one.
  package static func words(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var lineWidth = 0
    // Finding the borders of characters is slow, and ASCII has none to find.
    let words =
      text.utf8.allSatisfy { $0 < 0x80 }
      ? text.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }.map { Substring($0) }
      : text.split(whereSeparator: \.isWhitespace)
    for word in words {
      let wordWidth = DisplayWidth.of(word)
      if !line.isEmpty, lineWidth + 1 + wordWidth > width {
        lines.append(line)
        (line, lineWidth) = ("", 0)
      }
      if !line.isEmpty {
        line += " "
        lineWidth += 1
      }
      line += word
      lineWidth += wordWidth
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }

  /// Breaks anywhere, so that every character is kept as it is.
  package static func characters(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      var rest = text[...]
      while rest.utf8.count > max(width, 1) {
        lines.append(String(rest.prefix(max(width, 1))))
        rest = rest.dropFirst(max(width, 1))
      }
      return lines + [String(rest)]
    }
    var line = ""
    var lineWidth = 0
    for character in text {
      let characterWidth = DisplayWidth.of(String(character))
      if lineWidth + characterWidth > width, !line.isEmpty {
        lines.append(line)
        (line, lineWidth) = ("", 0)
      }
      line.append(character)
      lineWidth += characterWidth
    }
    lines.append(line)
    return lines
  }
}
