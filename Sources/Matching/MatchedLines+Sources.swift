internal import LogReading
package import Tracebacks

extension RecordText {
  /// The lines that hold a range of the text as evidence; of lines that are far longer than a screen,
  /// what stands around the range, and dots for what comes after.
  func evidence(_ range: Range<Int>) -> MatchedLines {
    let first = lineIndex(at: range.lowerBound)
    let last = lineIndex(at: max(range.lowerBound, range.upperBound - 1))
    let shown = min(last, first + MatchedLines.lineLimit - 1)
    let end = shown + 1 < lines.count ? lines[shown + 1].offset - 1 : bytes.count
    var excerpt = lines[first].offset..<end
    if excerpt.count > MatchedLines.excerptLimit {
      let start = max(excerpt.lowerBound, range.lowerBound - MatchedLines.excerptLimit / 8)
      excerpt = start..<min(excerpt.upperBound, start + MatchedLines.excerptLimit)
    }
    return MatchedLines(
      position: lines[first].position, endLine: lines[last].position.line,
      lead: String(logText: bytes[lines[first].offset..<excerpt.lowerBound]),
      text: String(logText: bytes[excerpt]) + (excerpt.upperBound < end ? " …" : ""),
      header: header)
  }

  /// What the prefix of the first line says.
  var header: RecordHeader {
    RecordHeader(position: lines[0].position, prefix: prefix, line: bytes.span)
  }
}

extension Match {
  /// A match in a traceback, of a range of its text.
  init(rule: Int, captures: [String: String], of traceback: Traceback, _ range: Range<Int>) {
    let lines = MatchedLines(of: traceback, range: range)
    self.init(rule: rule, captures: captures, event: traceback.position, evidence: lines)
  }
}

extension MatchedLines {
  /// The lines of a traceback that hold a range of its text; for a range over many frames, the lines
  /// of the error that they led to.
  package init(of traceback: Traceback, range: Range<Int>) {
    var first = traceback.lineIndex(at: range.lowerBound)
    var last = traceback.lineIndex(at: max(range.lowerBound, range.upperBound - 1))
    if last - first > Self.lineLimit / 2,
      let error = traceback.raised.last(where: { $0.type.lowerBound < range.upperBound })
    {
      first = traceback.lineIndex(at: error.type.lowerBound)
      last = traceback.lineIndex(at: max(error.type.lowerBound, error.message.upperBound - 1))
    }
    var text = ""
    for index in first...min(last, first + Self.lineLimit - 1) {
      let line = traceback.rawLine(index)
      guard text.isEmpty || text.utf8.count + line.utf8.count < Self.sizeLimit else { break }
      text += (text.isEmpty ? "" : "\n") + String(line.prefix(Self.sizeLimit))
    }
    self.init(
      position: traceback.lines[first].position, endLine: traceback.lines[last].position.line,
      text: text, header: traceback.header)
  }
}
