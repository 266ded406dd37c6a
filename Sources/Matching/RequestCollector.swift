package import LogReading
internal import PatternEngine

/// Keeps the records that name one request, source by source.
///
/// The id is searched in each chunk as it stands; only around it are lines cut out and prefixes parsed.
/// Memory: ``recordLimit`` records, of ``sizeLimit`` bytes of text and ``RecordText/sizeLimit``; further
/// ones are counted.
package struct RequestCollector {
  /// The most records that are kept.
  package static let recordLimit = 10_000
  /// The text after which no further record is kept, in bytes.
  package static let sizeLimit = 8 << 20
  /// Lines looked back for the beginning of a record.
  private static let lookBackLimit = 32

  /// What is searched.
  package let id: RequestID
  /// The records, in the order of the scan.
  package private(set) var records: [RequestRecord] = []
  /// How many more there are.
  package private(set) var omitted = 0
  private var size = 0
  private let literal: [UInt8]
  private let scanner: LiteralScanner
  /// Where the id stands in the chunk, in order.
  private var occurrences: [LiteralOccurrence] = []
  /// The record that may go on with the next line, and its lines.
  private var open: RequestRecord?
  private var text = RecordText()
  /// The last line that is part of a record.
  private var takenLine = 0

  /// Has seen nothing yet.
  package init(_ id: RequestID) {
    self.id = id
    literal = Array(id.text.utf8)
    scanner = LiteralScanner(literals: [literal])
  }

  /// Begins a source; what was open is over.
  package mutating func begin() {
    close()
    takenLine = 0
  }

  /// Looks at the new lines of a chunk.
  ///
  /// - Parameters:
  ///   - bytes: the chunk's, with some of those before.
  ///   - chunk: which of them are new.
  ///   - source: the source's index in positions.
  ///   - firstLine: the number of the line at the first new byte.
  package mutating func take(
    _ bytes: Span<UInt8>, _ chunk: LogChunk, source: Int, firstLine: Int
  ) {
    occurrences.removeAll(keepingCapacity: true)
    scanner.scan(bytes, in: chunk.fresh, into: &occurrences)
    occurrences = occurrences.filter { isWord(in: bytes, at: Int($0.offset)) }
    if occurrences.isEmpty, open == nil { return }
    var cursor = chunk.fresh.lowerBound
    var number = firstLine
    // What a line over 1 MiB goes on with has no prefix that would say anything.
    if chunk.continuesLine {
      cursor = lineEnd(in: bytes, from: cursor) + 1
      number += 1
    }
    var next = 0
    while cursor < chunk.fresh.upperBound {
      while next < occurrences.count, occurrences[next].offset < cursor { next += 1 }
      if open == nil {
        guard next < occurrences.count else { return }
        let start = bytes.lineStart(before: Int(occurrences[next].offset), limit: cursor)
        number += bytes.lineFeeds(in: cursor..<start)
        cursor = start
      }
      let end = lineEnd(in: bytes, from: cursor)
      let position = LogPosition(
        source: source, line: number,
        byteOffset: chunk.byteOffset + cursor - chunk.fresh.lowerBound)
      take(
        bytes.extracting(cursor..<end), at: position, in: bytes, from: cursor,
        isHit: next < occurrences.count && occurrences[next].offset < end)
      cursor = end + 1
      number += 1
    }
  }

  /// The record at a place of the source that is read, or was read last.
  package func index(ofRecordAt position: LogPosition) -> Int? {
    var (low, high) = (0, records.count)
    while low < high {
      let middle = (low + high) / 2
      if position < records[middle].position { high = middle } else { low = middle + 1 }
    }
    guard low > 0, records[low - 1].position.source == position.source,
      position.line <= records[low - 1].endLine
    else { return nil }
    return low - 1
  }

  /// Ends what is open.
  package mutating func close() {
    guard var record = open else { return }
    open = nil
    record.text = String(logText: text.bytes)
    size += text.bytes.count
    record.omittedLines = record.endLine - record.position.line + 1 - text.lineCount
    records[records.count - 1] = record
    text.removeAll()
  }

  // MARK: lines

  private mutating func take(
    _ raw: Span<UInt8>, at position: LogPosition, in bytes: Span<UInt8>, from offset: Int,
    isHit: Bool
  ) {
    let line = PlainLine(copying: raw).bytes
    let prefix = RecordPrefix(of: line.span)
    if open != nil {
      if goesOn(line.span, prefix) {
        append(line.span, prefix, at: position)
        return
      }
      close()
      guard isHit else { return }
    }
    begin(line, prefix, at: position, in: bytes, from: offset)
  }

  /// Begins a record with its head, which may stand above the line that names the request.
  private mutating func begin(
    _ line: [UInt8], _ prefix: RecordPrefix, at position: LogPosition, in bytes: Span<UInt8>,
    from offset: Int
  ) {
    var lines = [(line, prefix, position)]
    var start = offset
    while lines.last?.1.beginsRecord == false, lines.count <= Self.lookBackLimit, start > 1,
      let above = lines.last?.2, above.line - 1 > takenLine
    {
      let end = start - 1
      start = bytes.lineStart(before: end)
      guard start > 0 else { break }
      let line = PlainLine(copying: bytes.extracting(start..<end)).bytes
      lines.append(
        (
          line, RecordPrefix(of: line.span),
          LogPosition(
            source: above.source, line: above.line - 1,
            byteOffset: above.byteOffset - (end + 1 - start))
        ))
    }
    // Without a head, nobody knows of what the lines above are.
    if lines.last?.1.beginsRecord == false { lines.removeLast(lines.count - 1) }
    guard records.count < Self.recordLimit, size < Self.sizeLimit, let head = lines.last else {
      omitted += 1
      takenLine = position.line
      return
    }
    let record = RequestRecord(
      position: head.2, header: RecordHeader(position: head.2, prefix: head.1, line: head.0.span),
      requests: head.1.requests(in: head.0.span), endLine: head.2.line, text: "")
    open = record
    records.append(record)
    for (line, prefix, position) in lines.reversed() { append(line.span, prefix, at: position) }
  }

  private mutating func append(
    _ line: Span<UInt8>, _ prefix: RecordPrefix, at position: LogPosition
  ) {
    text.append(
      line.extracting(prefix.bodyOffset..<line.count), at: position,
      beginsRecord: prefix.beginsRecord)
    open?.endLine = position.line
    records[records.count - 1].endLine = position.line
    takenLine = position.line
  }

  /// Whether a line is of the open record: it has no prefix, or that of a traceback, which says time and
  /// process again, and no request.
  private func goesOn(_ line: Span<UInt8>, _ prefix: RecordPrefix) -> Bool {
    guard let header = open?.header, text.beginsRecord else { return false }
    guard prefix.beginsRecord else { return true }
    guard let time = prefix.time, prefix.context == nil, header.time != nil else { return false }
    return prefix.pid == header.pid && prefix.level == header.level
      && line.text(time) == header.time
  }

  // MARK: search

  private func lineEnd(in bytes: Span<UInt8>, from start: Int) -> Int {
    bytes.firstOffset(of: UInt8(ascii: "\n"), from: start) ?? bytes.count
  }

  /// Whether the id stands at an offset, in its own case and as a word of its own.
  private func isWord(in bytes: Span<UInt8>, at offset: Int) -> Bool {
    let end = offset + literal.count
    return (offset == 0 || !RequestID.isPart(bytes[offset - 1]))
      && (end == bytes.count || !RequestID.isPart(bytes[end]))
      && literal.indices.allSatisfy { bytes[offset + $0] == literal[$0] }
  }
}
