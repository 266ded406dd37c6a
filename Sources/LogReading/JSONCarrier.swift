/// Lines that a carrier wraps in JSON, one object for each: docker's json-file and `journalctl -o json`.
///
/// They are turned into the form of `kubectl logs --prefix`, `[pod/origin] text`, in which the origin
/// tells writers apart like any other prefix.
package enum JSONCarrier {
  /// The line that an object carries; nil if it is no such object.
  ///
  /// Text with escaped line feeds in it is left alone: it is a record of several lines.
  package static func unwrapped(_ line: Span<UInt8>) -> PlainLine? {
    // `journalctl -o json-seq` separates records (RFC 7464).
    let line = line.extracting((line.count > 0 && line[0] == 0x1e ? 1 : 0)..<line.count)
    guard line.matches("{\"", at: 0) else { return nil }
    if let text = string("log", in: line), let stream = string("stream", in: line) {
      // Docker cuts a line after 16 KiB; only its last part ends with the line feed
      // (daemon/logger/copier.go).
      return wrapped(text, origin: stream, isPart: text.last != UInt8(ascii: "\n"))
    }
    if let text = string("MESSAGE", in: line), let cursor = string("__CURSOR", in: line),
      !cursor.isEmpty
    {
      let name = string("_SYSTEMD_UNIT", in: line) ?? string("SYSLOG_IDENTIFIER", in: line) ?? []
      let pid = string("_PID", in: line) ?? string("SYSLOG_PID", in: line) ?? []
      return wrapped(text, origin: name + [UInt8(ascii: "/")] + pid, isPart: false)
    }
    return nil
  }

  /// What has written an object; nil for any other line.
  static func carrier(of line: Span<UInt8>) -> Carrier? {
    let line = line.extracting((line.count > 0 && line[0] == 0x1e ? 1 : 0)..<line.count)
    guard line.matches("{\"", at: 0) else { return nil }
    if string("log", in: line) != nil, string("stream", in: line) != nil { return .dockerJSON }
    return string("__CURSOR", in: line) == nil ? nil : .journalJSON
  }

  /// The value of a key as text; see ``string(_:in:from:)``.
  static func text(_ key: StaticString, in line: Span<UInt8>) -> String? {
    string(key, in: line).map { String(logText: $0) }
  }

  private static func wrapped(
    _ text: [UInt8], origin: [UInt8], isPart: Bool
  ) -> PlainLine? {
    var text = text
    if text.last == UInt8(ascii: "\n") { text.removeLast() }
    if text.contains(UInt8(ascii: "\n")) { return nil }
    let shown = TerminalLine.shown(text.span) ?? text
    let line = Array("[pod/".utf8) + origin + Array("] ".utf8) + shown
    let plain = EscapeSequences.removed(from: line.span) ?? line
    return PlainLine(
      bytes: EscapeSequences.unescapedTabs(in: plain.span) ?? plain, isPart: isPart)
  }

  /// The value of a key of the outermost object, unescaped (RFC 8259, section 7); nil if it is neither
  /// a string nor, as the journal writes what is no text, a list of bytes.
  ///
  /// Escaped characters beyond ASCII become question marks: only structure is looked for.
  package static func string(
    _ key: StaticString, in line: Span<UInt8>, from start: Int = 0
  ) -> [UInt8]? {
    let length = key.utf8CodeUnitCount
    var index = start
    while let quote = line.firstOffset(of: UInt8(ascii: "\""), from: index) {
      let isKey =
        quote > 0 && line.matches(key, at: quote + 1) && line.matches("\":", at: quote + 1 + length)
        && (line[quote - 1] == UInt8(ascii: "{") || line[quote - 1] == UInt8(ascii: ",")
          || line[quote - 1] == UInt8(ascii: " "))
      if isKey {
        let value = line.skippingBlanks(from: quote + length + 3)
        if line.matches("[", at: value) { return bytes(line, from: value + 1) }
        guard line.matches("\"", at: value) else { return nil }
        return unescaped(line, from: value + 1).text
      }
      // Passes over a string, whatever stands in it.
      index = unescaped(line, from: quote + 1).end
    }
    return nil
  }

  /// `7,27,0]`; nil for anything else.
  private static func bytes(_ line: Span<UInt8>, from start: Int) -> [UInt8]? {
    var result: [UInt8] = []
    var index = start
    while index < line.count {
      let end = line.skippingDigits(from: index)
      guard end > index, end - index <= 3, end < line.count,
        let byte = UInt8(exactly: line.number(at: index))
      else { return nil }
      result.append(byte)
      if line[end] == UInt8(ascii: "]") { return result }
      guard line[end] == UInt8(ascii: ",") else { return nil }
      index = line.skippingBlanks(from: end + 1)
    }
    return nil
  }

  /// The ASCII character of four hexadecimal digits; a question mark for others.
  private static func codeUnit(_ line: Span<UInt8>, at start: Int) -> UInt8 {
    guard start + 4 <= line.count,
      let code = UInt16(line.text(start..<(start + 4)), radix: 16), code < 0x80
    else { return UInt8(ascii: "?") }
    return UInt8(code)
  }

  private static func unescaped(
    _ line: Span<UInt8>, from start: Int
  ) -> (text: [UInt8], end: Int) {
    var text: [UInt8] = []
    var index = start
    while index < line.count, line[index] != UInt8(ascii: "\"") {
      guard line[index] == UInt8(ascii: "\\"), index + 1 < line.count else {
        text.append(line[index])
        index += 1
        continue
      }
      switch line[index + 1] {
      case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): break
      case UInt8(ascii: "u"):
        text.append(codeUnit(line, at: index + 2))
        index = min(index + 4, line.count - 2)
      default: text.append(line[index + 1])
      }
      index += 2
    }
    return (text, min(index + 1, line.count))
  }
}
