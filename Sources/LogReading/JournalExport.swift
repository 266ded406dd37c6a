/// Records of the journal export format (systemd's docs, JOURNAL_EXPORT_FORMATS), line by line.
///
/// A field is a line `NAME=value` or, if the value is no plain text, a line with the name, eight bytes
/// with the value's length (little endian), the value and a line feed; an empty line ends a record.
/// Messages come out in the form of `kubectl logs --prefix`, `[pod/unit/pid] text`, once their record
/// is whole, because the fields are in no order.
///
/// Memory: the lines of one message, at most ``sizeLimit`` bytes and ``lineLimit`` lines; a longer one
/// comes out cut.
package struct JournalExport {
  /// A line of a message.
  package struct Line {
    /// The line with its writer before it.
    package var bytes: [UInt8]
    /// Where its field's line stands.
    package var position: LogPosition
    /// It is not the first line of its message.
    package var goesOn: Bool
  }

  /// The bytes of a message that are kept.
  package static let sizeLimit = 256 << 10
  /// The lines of a message that are kept.
  package static let lineLimit = 4096
  /// The bytes of a writer's name that are kept: it stands before each line.
  package static let nameLimit = 256

  private enum State {
    case fields
    /// Within the eight bytes with a value's length; those read so far.
    case length([UInt8])
    /// Within a value, so many bytes before its end.
    case value(remaining: Int)
  }

  /// The first line of the record that has begun.
  package private(set) var start: LogPosition?
  private var state = State.fields
  /// The value that is read is the message.
  private var isMessage = false
  private var message: [(text: [UInt8], position: LogPosition)] = []
  private var size = 0
  private var identifier: [UInt8] = []
  private var unit: [UInt8] = []
  private var pid: [UInt8] = []

  /// Whether a source that begins with a line is in the format.
  package static func begins(with line: Span<UInt8>) -> Bool {
    guard let equals = line.firstOffset(of: UInt8(ascii: "=")), equals > 1 else { return false }
    return isName(line.extracting(0..<equals))
      && (line.matches("_", at: 0) || line.matches("SYSLOG_", at: 0)
        || line.matches("PRIORITY=", at: 0) || line.matches("MESSAGE=", at: 0))
  }

  package init() {}

  /// Whether the line that was taken last is one of the message's.
  package func isMessage(at position: LogPosition) -> Bool { message.last?.position == position }

  private static func isName(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0 else { return false }
    for index in 0..<text.count {
      let byte = text[index]
      guard byte == UInt8(ascii: "_") || byte.isDigit || (byte.isLetter && byte < 0x60) else {
        return false
      }
    }
    return true
  }

  /// Takes a source's next line.
  ///
  /// - Returns: the lines of the message, if the line ends a record.
  package mutating func take(_ line: Span<UInt8>, at position: LogPosition) -> [Line] {
    start = start ?? position
    switch state {
    case .fields:
      if line.count == 0 { return endRecord() }
      takeField(line, at: position)
    case .length(var bytes):
      let count = min(8 - bytes.count, line.count)
      for index in 0..<count { bytes.append(line[index]) }
      guard bytes.count == 8 else {
        // The line feed was a byte of the length.
        bytes.append(UInt8(ascii: "\n"))
        state = .length(bytes)
        if bytes.count == 8 { beginValue(bytes) }
        return []
      }
      beginValue(bytes)
      takeValue(line.extracting(count..<line.count), at: position)
    case .value: takeValue(line, at: position)
    }
    return []
  }

  private mutating func beginValue(_ length: [UInt8]) {
    let value = length.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    state = .value(remaining: Int(truncatingIfNeeded: min(value, 1 << 40)))
  }

  private mutating func takeValue(_ line: Span<UInt8>, at position: LogPosition) {
    guard case .value(let remaining) = state else { return }
    if isMessage { add(line, at: position) }
    // The line feed is one of the value's, or stands behind it.
    state = line.count < remaining ? .value(remaining: remaining - line.count - 1) : .fields
  }

  private mutating func takeField(_ line: Span<UInt8>, at position: LogPosition) {
    let equals = line.firstOffset(of: UInt8(ascii: "="))
    let name = line.extracting(0..<(equals ?? line.count))
    isMessage = name.count == 7 && name.matches("MESSAGE", at: 0)
    guard let equals else {
      if Self.isName(name) { state = .length([]) }
      return
    }
    let value = line.extracting((equals + 1)..<line.count)
    if isMessage {
      add(value, at: position)
    } else if line.matches("_SYSTEMD_UNIT=", at: 0) {
      unit = Self.name(value)
    } else if line.matches("SYSLOG_IDENTIFIER=", at: 0) {
      identifier = Self.name(value)
    } else if line.matches("_PID=", at: 0) || (line.matches("SYSLOG_PID=", at: 0) && pid.isEmpty) {
      pid = Self.name(value)
    }
  }

  private mutating func add(_ line: Span<UInt8>, at position: LogPosition) {
    guard size + line.count <= Self.sizeLimit, message.count < Self.lineLimit else { return }
    size += line.count + 1
    message.append((Self.copy(line), position))
  }

  private static func name(_ value: Span<UInt8>) -> [UInt8] {
    copy(value.extracting(0..<min(value.count, nameLimit)))
  }

  private static func copy(_ value: Span<UInt8>) -> [UInt8] {
    value.withUnsafeBufferPointer { Array($0) }
  }

  private mutating func endRecord() -> [Line] {
    let origin =
      Array("[pod/".utf8) + (unit.isEmpty ? identifier : unit) + [UInt8(ascii: "/")] + pid
      + Array("] ".utf8)
    let lines = message.enumerated().map { index, line in
      let text = origin + line.text
      return Line(
        bytes: EscapeSequences.removed(from: text.span) ?? text, position: line.position,
        goesOn: index > 0)
    }
    self = JournalExport()
    return lines
  }
}
