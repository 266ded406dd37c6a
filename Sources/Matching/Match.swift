package import LogReading

/// A rule's condition held at a place.
package struct Match: Sendable {
  /// The rule's index in ``CompiledRules/rules``.
  package let rule: Int
  /// The captures that were set, by name.
  package let captures: [String: String]
  /// Where the record or the traceback begins that the rule matched; two rules that matched the same
  /// one speak of the same failure.
  package let event: LogPosition
  private let proof: Proof

  /// Where the lines are that prove it.
  ///
  /// They are put together when they are asked for, which of most matches nobody does.
  private enum Proof: Sendable {
    case record(RecordText, Range<Int>)
    case lines(MatchedLines)
  }

  /// A match of some lines.
  package init(
    rule: Int, captures: [String: String], event: LogPosition, evidence: MatchedLines
  ) {
    self.rule = rule
    self.captures = captures
    self.event = event
    proof = .lines(evidence)
  }

  /// A match in a record.
  ///
  /// - Parameters:
  ///   - rule: the rule's index.
  ///   - captures: what it took.
  ///   - record: the record, or lines of nobody's that were read as one.
  ///   - line: the index of the line that the match is told of.
  ///   - range: where in the record's text the proof stands.
  init(
    rule: Int, captures: [String: String], in record: RecordText, ofLine line: Int = 0,
    _ range: Range<Int>
  ) {
    self.rule = rule
    self.captures = captures
    event = record.lines[line].position
    proof = .record(record, range)
  }

  /// The lines that prove it.
  package var evidence: MatchedLines {
    switch proof {
    case .record(let record, let range): record.evidence(range)
    case .lines(let lines): lines
    }
  }

  /// Where ``evidence`` begins.
  package var position: LogPosition {
    switch proof {
    case .record(let record, let range):
      record.lines[record.lineIndex(at: range.lowerBound)].position
    case .lines(let lines): lines.position
    }
  }

  /// When it was written, as its prefix says.
  package var time: String? {
    switch proof {
    case .record(let record, _): record.prefix.time.map { record.bytes.span.text($0) }
    case .lines(let lines): lines.header.time
    }
  }

  /// The request that its prefix names.
  package var requestID: String? {
    switch proof {
    case .record(let record, _):
      record.prefix.requestID(in: record.bytes.span).map { record.bytes.span.text($0) }
    case .lines(let lines): lines.header.requestID
    }
  }

  /// The same without the record that it was found in, to be kept for long.
  var kept: Match { Match(rule: rule, captures: captures, event: event, evidence: evidence) }
}

/// The lines that prove a match, as they stand in the log.
package struct MatchedLines: Equatable, Sendable {
  package let position: LogPosition
  /// The last line's number; `position.line` or greater.
  package let endLine: Int
  /// What stands on the first line before ``text``, where that is too far from the match to be shown.
  package let lead: String
  /// The lines joined by line feeds: ``lineLimit`` lines, ``sizeLimit`` bytes at most.
  package let text: String
  /// What the prefix of the record, or of the traceback, says.
  package let header: RecordHeader

  /// The most lines of evidence that are kept.
  package static let lineLimit = 16
  /// The most bytes.
  package static let sizeLimit = 8 << 10
  /// A record longer than this is shown in part, in bytes.
  package static let excerptLimit = 2 << 10

  package init(
    position: LogPosition, endLine: Int, lead: String = "", text: String, header: RecordHeader
  ) {
    self.position = position
    self.endLine = endLine
    self.lead = lead
    self.text = text
    self.header = header
  }
}

/// A rule's pattern gave up on some text; the rule is to blame, and the scan goes on.
package struct RuleFault: Equatable, Sendable {
  /// The rule's index in ``CompiledRules/rules``.
  package let rule: Int
  package let position: LogPosition
  /// What the pattern engine says, in lower case without a full stop.
  package let message: String

  package init(rule: Int, position: LogPosition, message: String) {
    self.rule = rule
    self.position = position
    self.message = message
  }
}
