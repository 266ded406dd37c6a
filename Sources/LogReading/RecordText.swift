/// The lines of one record, copied: the record's head and the lines that go on with it.
///
/// Memory: ``sizeLimit`` bytes, which are used again for the next record.
package struct RecordText: Sendable {
  /// The most text that is kept of one record, in bytes.
  ///
  /// A pattern is never shown more.
  package static let sizeLimit = 8 << 10
  /// The most lines.
  package static let lineLimit = 64

  /// The lines as written, without carriage returns at their ends, joined by line feeds.
  package private(set) var bytes: [UInt8] = []
  /// Where each line begins in ``bytes``, and in the source.
  package private(set) var lines: [(offset: Int, position: LogPosition)] = []
  /// Whether the first line has a prefix, so that the record's beginning is known.
  package private(set) var beginsRecord = false
  /// The first line's prefix.
  package private(set) var prefix = RecordPrefix()

  package init() {
    bytes.reserveCapacity(Self.sizeLimit)
    lines.reserveCapacity(Self.lineLimit)
  }

  /// How many lines there are.
  package var lineCount: Int { lines.count }

  /// Whether another line would be left out.
  package var isFull: Bool { bytes.count >= Self.sizeLimit || lines.count >= Self.lineLimit }

  /// Forgets the lines, but keeps their memory.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    beginsRecord = false
  }

  /// Adds a line, as far as there is room; nothing of it if the record is full.
  ///
  /// - Parameters:
  ///   - line: what is copied.
  ///   - position: where it stands.
  ///   - beginsRecord: whether a record begins with it.
  ///   - prefix: that of the line; none where its beginning is left out.
  /// - Returns: where the line begins in ``bytes``.
  @discardableResult
  package mutating func append(
    _ line: Span<UInt8>, at position: LogPosition, beginsRecord: Bool = false,
    prefix: RecordPrefix = RecordPrefix()
  ) -> Int {
    if isFull { return bytes.count }
    if lines.isEmpty {
      self.beginsRecord = beginsRecord
      self.prefix = prefix
    } else {
      bytes.append(UInt8(ascii: "\n"))
    }
    let offset = bytes.count
    lines.append((offset, position))
    var count = min(line.count, Self.sizeLimit - min(offset, Self.sizeLimit))
    if count > 0, count == line.count, line[count - 1] == UInt8(ascii: "\r") { count -= 1 }
    line.extracting(0..<count).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    return offset
  }

  /// The index in ``lines`` of the line that holds an offset.
  package func lineIndex(at offset: Int) -> Int {
    max(0, (lines.firstIndex { $0.offset > offset } ?? lines.count) - 1)
  }
}
