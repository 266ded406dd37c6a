internal import LogReading

/// Keeps lines of the source that is read, so that those around evidence can be shown.
///
/// Memory: ``keptSize`` before the last chunk, twice that at times, and of each evidence that waits for
/// what follows it what came by now.
struct ContextLines {
  /// The most lines that are kept before, and after.
  static let countLimit = 100
  /// The bytes that are kept of a line.
  static let sizeLimit = 1 << 10
  /// The bytes that are kept before what came last: evidence that began before has no lines before it.
  static let keptSize = 256 << 10

  private let count: Int
  /// What came last, and the offset of its first byte in the source.
  private var bytes: [UInt8] = []
  private var start = 0
  private var requests: [Request] = []

  /// An evidence whose lines around it are not all known.
  private struct Request {
    var entry: Int
    var evidence: Int
    /// Where its first line begins.
    var offset: Int
    /// The line that is looked at next begins there; so many before those that follow.
    var cursor: Int
    var ownLines: Int
    var hasBefore = false
    var after: [String] = []
  }

  /// Lines around an evidence.
  struct Found {
    var entry: Int
    var evidence: Int
    /// Nil if they were handed on already.
    var before: [String]?
    var after: [String]
  }

  init(count: Int) { self.count = min(count, Self.countLimit) }

  /// Asks for the lines around an evidence.
  ///
  /// - Parameters:
  ///   - evidence: its index among those of its entry.
  ///   - entry: the entry's index.
  ///   - position: of its first line.
  ///   - endLine: the number of its last one.
  mutating func request(_ evidence: Int, of entry: Int, at position: LogPosition, endLine: Int) {
    requests.append(
      Request(
        entry: entry, evidence: evidence, offset: position.byteOffset,
        cursor: position.byteOffset, ownLines: max(1, endLine - position.line + 1)))
  }

  /// Takes a chunk's new lines.
  ///
  /// - Returns: what is known by now of what was asked for.
  mutating func take(_ chunk: Span<UInt8>, at offset: Int) -> [Found] {
    if offset != start + bytes.count {
      bytes.removeAll(keepingCapacity: true)
      start = offset
    }
    // Not for every line of a pipe.
    if bytes.count > 2 * Self.keptSize {
      start += bytes.count - Self.keptSize
      bytes.removeFirst(bytes.count - Self.keptSize)
    }
    chunk.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    return found(isLast: false)
  }

  /// Ends the source.
  ///
  /// - Returns: what is known of what was asked for and not handed on.
  mutating func end() -> [Found] {
    let result = found(isLast: true)
    requests.removeAll()
    bytes.removeAll(keepingCapacity: true)
    start = 0
    return result
  }

  private mutating func found(isLast: Bool) -> [Found] {
    var found: [Found] = []
    for index in requests.indices {
      let before = requests[index].hasBefore ? nil : linesBefore(requests[index].offset)
      requests[index].hasBefore = true
      let known = requests[index].after.count
      collect(into: &requests[index], isLast: isLast)
      if before != nil || requests[index].after.count > known {
        found.append(
          Found(
            entry: requests[index].entry, evidence: requests[index].evidence, before: before,
            after: requests[index].after))
      }
    }
    requests.removeAll { $0.after.count >= count || $0.cursor < start }
    return found
  }

  /// The lines before one, as far as they are kept.
  private func linesBefore(_ offset: Int) -> [String] {
    var end = offset - start - 1
    var lines: [String] = []
    while lines.count < count, end >= 0, end < bytes.count {
      let lineStart = bytes[..<end].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      // The first line that is kept may be the rest of one.
      guard lineStart > 0 || start == 0 else { break }
      lines.append(text(lineStart..<end))
      end = lineStart - 1
    }
    return lines.reversed()
  }

  private func collect(into request: inout Request, isLast: Bool) {
    // What is kept no more when it is asked for is not looked for.
    guard request.cursor >= start else { return }
    while request.after.count < count, request.cursor - start < bytes.count {
      let lineStart = request.cursor - start
      let end = bytes[lineStart...].firstIndex(of: UInt8(ascii: "\n"))
      guard end != nil || isLast else { return }
      if request.ownLines > 0 {
        request.ownLines -= 1
      } else {
        request.after.append(text(lineStart..<(end ?? bytes.count)))
      }
      request.cursor = start + (end ?? bytes.count) + 1
    }
  }

  private func text(_ range: Range<Int>) -> String {
    var line = bytes[range]
    if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
    guard line.count > Self.sizeLimit else { return String(logText: line) }
    return String(logText: line.prefix(Self.sizeLimit)) + " …"
  }
}
