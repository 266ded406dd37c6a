/// Removing what colours text in a terminal.
package enum EscapeSequences {
  /// The line without escape sequences; nil if it has none.
  ///
  /// Control sequences (`ESC [ … letter`; ECMA-48, section 5.4), operating system commands
  /// (`ESC ] … BEL` or `ESC \`), and two-character escapes. A sequence that the line cuts off goes, too.
  package static func removed(from line: Span<UInt8>) -> [UInt8]? {
    guard let first = line.firstOffset(of: 0x1B) else { return nil }
    var plain: [UInt8] = []
    plain.reserveCapacity(line.count)
    line.extracting(0..<first).withUnsafeBufferPointer { plain.append(contentsOf: $0) }
    var index = first
    while index < line.count {
      guard line[index] == 0x1B else {
        plain.append(line[index])
        index += 1
        continue
      }
      index = end(ofSequenceAt: index, in: line)
    }
    return plain
  }

  /// The line with the tabs that syslog has escaped as `#011`; nil if it has none, or if it has line
  /// feeds, too, so that it is a text of several lines.
  package static func unescapedTabs(in line: Span<UInt8>) -> [UInt8]? {
    let tab: StaticString = "#011"
    guard line.firstOffset(of: tab) != nil, line.firstOffset(of: "#012") == nil else { return nil }
    var plain: [UInt8] = []
    plain.reserveCapacity(line.count)
    var index = 0
    while index < line.count {
      let isTab = line.matches(tab, at: index)
      plain.append(isTab ? UInt8(ascii: "\t") : line[index])
      index += isTab ? 4 : 1
    }
    return plain
  }

  /// The offset after the sequence whose ESC stands at an offset, or the line's end if it is cut.
  static func end(ofSequenceAt start: Int, in line: Span<UInt8>) -> Int {
    var index = start + 1
    guard index < line.count else { return index }
    switch line[index] {
    case UInt8(ascii: "["):
      index += 1
      // Parameters and intermediates, then the final byte.
      while index < line.count, (0x20...0x3F).contains(line[index]) { index += 1 }
      return min(index + 1, line.count)
    case UInt8(ascii: "]"):
      while index < line.count, line[index] != 0x07, line[index] != 0x1B { index += 1 }
      return min(index + 1, line.count)
    default: return index + 1
    }
  }
}
