/// What a record's prefix says, as values that outlive the line.
package struct RecordHeader: Equatable, Sendable {
  package var position: LogPosition
  /// The time stamp as written.
  package var time: String?
  package var level: LogLevel?
  package var logger: String?
  /// The program that a carrier names.
  package var program: String?
  package var pid: Int?
  package var requestID: String?

  /// Copies the parts of a parsed prefix.
  package init(position: LogPosition, prefix: RecordPrefix, line: Span<UInt8>) {
    self.position = position
    time = prefix.time.map { line.text($0) }
    level = prefix.level
    logger = prefix.logger.map { line.text($0) }
    program = prefix.program.map { line.text($0) }
    pid = prefix.pid
    requestID = prefix.requestID(in: line).map { line.text($0) }
  }
}
