/// What is left of a line on a terminal on which characters were written over others, as progress bars
/// do: those of pip, docker, git, wget.
///
/// Followed are carriage return, backspace, and the erasing of a line or a part of it (EL; ECMA-48,
/// section 8.3.41); other escape sequences are left out. A character takes one column, whatever its
/// width. What moves to other lines is not followed: each line of a log stands for itself.
struct TerminalLine {
  /// A character's bytes each, the first one highest; a byte of invalid UTF-8 is a character.
  private var cells: [UInt32] = []
  private var cursor = 0

  /// The line as it is shown at last; nil if nothing in it moves back.
  ///
  /// Carriage returns at the line's end belong to the end. A carrier's prefix was never on the
  /// terminal, and stays.
  static func shown(_ line: Span<UInt8>) -> [UInt8]? {
    let carriageReturn = UInt8(ascii: "\r")
    let isOver = line.firstOffset(of: carriageReturn).map { $0 + 1 < line.count } ?? false
    guard isOver || line.firstOffset(of: backspace) != nil else { return nil }
    var end = line.count
    while end > 0, line[end - 1] == carriageReturn { end -= 1 }
    let line = line.extracting(0..<end)
    let start = line.count > 0 ? RecordPrefix(of: line).carrierEnd : 0
    var terminal = TerminalLine()
    terminal.write(line.extracting(start..<end))
    return line.extracting(0..<start).withUnsafeBufferPointer { Array($0) } + terminal.bytes
  }

  private static let backspace: UInt8 = 0x08

  private mutating func write(_ line: Span<UInt8>) {
    var index = 0
    while index < line.count {
      switch line[index] {
      case UInt8(ascii: "\r"):
        cursor = 0
        index += 1
      case Self.backspace:
        cursor = max(0, cursor - 1)
        index += 1
      case 0x1B:
        let end = EscapeSequences.end(ofSequenceAt: index, in: line)
        erase(line.extracting(index..<end))
        index = end
      default:
        let end = Self.endOfCharacter(at: index, in: line)
        put(line.extracting(index..<end))
        index = end
      }
    }
  }

  private mutating func put(_ character: Span<UInt8>) {
    var cell: UInt32 = 0
    for index in character.indices { cell = cell << 8 | UInt32(character[index]) }
    if cursor < cells.count { cells[cursor] = cell } else { cells.append(cell) }
    cursor += 1
  }

  /// Follows EL: to the line's end, from its beginning, or all of it.
  private mutating func erase(_ sequence: Span<UInt8>) {
    let blank = UInt32(UInt8(ascii: " "))
    if sequence.matches("\u{1B}[K", at: 0) || sequence.matches("\u{1B}[0K", at: 0) {
      cells.removeSubrange(cursor...)
    } else if sequence.matches("\u{1B}[1K", at: 0) {
      for index in cells.indices.prefix(cursor + 1) { cells[index] = blank }
    } else if sequence.matches("\u{1B}[2K", at: 0) {
      cells = Array(repeating: blank, count: cursor)
    }
  }

  /// Where a character ends; a lead byte takes the continuation bytes after it, four bytes at most.
  private static func endOfCharacter(at start: Int, in line: Span<UInt8>) -> Int {
    guard (0xC0..<0xF8).contains(line[start]) else { return start + 1 }
    var end = start + 1
    while end < min(start + 4, line.count), line[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }

  private var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(cells.count)
    for cell in cells {
      // The first byte of several is never NUL.
      for shift: UInt32 in [24, 16, 8] where cell >> shift != 0 {
        bytes.append(UInt8(truncatingIfNeeded: cell >> shift))
      }
      bytes.append(UInt8(truncatingIfNeeded: cell))
    }
    return bytes
  }
}
