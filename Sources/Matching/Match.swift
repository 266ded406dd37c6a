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
  /// Where ``evidence`` begins.
  package let position: LogPosition
  /// When it was written, as its prefix says.
  package let time: String?
  private let makeEvidence: @Sendable () -> MatchedLines

  /// The lines that prove it; put together each time that they are asked for, since of most matches
  /// nobody does.
  package var evidence: MatchedLines { makeEvidence() }

  package init(
    rule: Int, captures: [String: String], event: LogPosition, evidence: MatchedLines
  ) {
    self.init(
      rule: rule, captures: captures, event: event, position: evidence.position,
      time: evidence.header.time
    ) { evidence }
  }

  init(
    rule: Int, captures: [String: String], event: LogPosition, position: LogPosition, time: String?,
    evidence: @escaping @Sendable () -> MatchedLines
  ) {
    self.rule = rule
    self.captures = captures
    self.event = event
    self.position = position
    self.time = time
    makeEvidence = evidence
  }

  /// The same without the record or traceback that it was found in, to be kept for long.
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
