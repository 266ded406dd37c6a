internal import LogReading

extension Match {
  /// The match of this step and the next: the captures of both, of one name the first one's, and the
  /// lines of both.
  func followed(by next: Match) -> Match {
    Match(
      rule: rule, captures: captures.merging(next.captures) { first, _ in first },
      event: next.event, evidence: evidence.followed(by: next.evidence))
  }
}

extension MatchedLines {
  /// The lines of both with dots between them; of those that are too many, the first one's.
  fileprivate func followed(by next: MatchedLines) -> MatchedLines {
    let gap = next.position.line > endLine + 1 ? "\n…\n" : "\n"
    let both = text + gap + (next.lead.isEmpty ? "" : "… ") + next.text
    let lineFeeds = both.utf8.count { $0 == UInt8(ascii: "\n") }
    let fits = lineFeeds < Self.lineLimit && both.utf8.count <= Self.sizeLimit
    return MatchedLines(
      position: position, endLine: max(endLine, next.endLine), lead: lead, text: fits ? both : text,
      header: header)
  }
}
