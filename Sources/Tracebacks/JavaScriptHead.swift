internal import LogReading

/// The lines above the one by which a trace of JavaScript is recognised.
struct JavaScriptHead {
  private let lines: PrecedingLines
  /// The indices of the lines that are no records of whoever.
  private let own: [Int]

  init(_ lines: PrecedingLines) {
    self.lines = lines
    own = lines.lines.indices.filter { !lines.lines[$0].isRecord }
  }

  /// The trace with its header at an index, and with what Node.js prints above it.
  func beginning(withHeader header: Int, valueLines: Int? = nil) -> TraceBeginning {
    guard let position = own.firstIndex(of: header) else {
      return TraceBeginning(
        first: header,
        grammar: JavaScriptGrammar(linesBeforeHeader: 0, valueLines: valueLines))
    }
    let first = sourceStart(above: position)
    return TraceBeginning(
      first: own[first],
      grammar: JavaScriptGrammar(linesBeforeHeader: position - first, valueLines: valueLines))
  }

  /// Where the place, the source line and the caret above a header begin, if there are any.
  private func sourceStart(above header: Int) -> Int {
    var caret = header - 1
    if caret >= 0, lines.lines[own[caret]].isBlank { caret -= 1 }
    guard isSourceCaret(caret) else { return header }
    // A worker's error has two.
    return isSourceCaret(caret - 3) ? caret - 5 : caret - 2
  }

  private func isSourceCaret(_ position: Int) -> Bool {
    position >= 2 && lines.lines[own[position]].holds(JavaScriptText.isCaret)
      && lines.lines[own[position - 2]].holds(JavaScriptText.isSourcePlace)
  }

  /// The trace whose last line, the version of Node.js or a hint, is the last of the lines.
  func beginningOfValue() -> TraceBeginning? {
    var end = own.count - 2
    while end >= 0, case let line = lines.lines[own[end]],
      line.isBlank || line.begins(with: "(Use `node ")
    {
      end -= 1
    }
    var caret = end
    while caret >= 2 {
      if lines.lines[own[caret]].holds(JavaScriptText.isCall) { return nil }
      if isSourceCaret(caret) {
        let isBlank = lines.lines[own[caret + 1]].isBlank
        let header = isBlank ? caret + 2 : caret + 1
        return header <= end
          ? beginning(withHeader: own[header], valueLines: end - header) : nil
      }
      caret -= 1
    }
    return nil
  }

  /// The trace whose first call is the last of the lines.
  func beginningAboveCall() -> TraceBeginning? {
    let last = lines.lines.count - 1
    var header: Int?
    var index = last - 1
    walk: while index >= 0 {
      let line = lines.lines[index]
      let body = line.body.span
      if line.isRecord {
        if header == nil, JavaScriptText.namedError(in: body) != nil { header = index }
        // What stands above a record that has the header is not of the trace.
        if header == index { break walk }
      } else {
        if JavaScriptText.call(in: body) != nil || (body.matches("}", at: 0) && header != nil) {
          break walk
        }
        if header == nil, JavaScriptText.namedError(in: body) != nil { header = index }
        if let position = own.firstIndex(of: index), isSourceCaret(position) {
          if let found = headerBelow(caret: position, unless: header) { header = found }
          break walk
        }
      }
      index -= 1
    }
    if let header {
      if let parent = parent(of: header) { return beginning(withHeader: parent) }
      // A log that begins among the properties of an error.
      let isInBlock =
        lines.reachesStart && lines.lines[header].holds(JavaScriptText.isCause)
        && lines.lines[...header].allSatisfy { $0.indentation > 0 && !$0.isRecord }
      guard isInBlock else { return beginning(withHeader: header) }
      return TraceBeginning(first: 0, grammar: JavaScriptGrammar(headlessInBlock: true))
    }
    if lines.reachesStart, index < 0, isInside(own[0]) {
      let isInBlock = own[0] < last && lines.lines[own[0]].indentation > 0
      return TraceBeginning(
        first: own[0], grammar: JavaScriptGrammar(headlessInBlock: isInBlock))
    }
    // A name that does not tell, or none at all.
    guard last > 0, case let above = lines.lines[last - 1], !above.isBlank,
      !above.holds(JavaScriptText.isCall),
      above.isRecord || lines.lines[last - 1].indentation < lines.lines[last].indentation
    else { return nil }
    return beginning(withHeader: last - 1)
  }

  /// The first line below a caret that begins a report; nil if the nearer header is the better one.
  private func headerBelow(caret: Int, unless nearer: Int?) -> Int? {
    var header = caret + 1
    if header < own.count - 1, lines.lines[own[header]].isBlank { header += 1 }
    guard header < own.count - 1 else { return nil }
    if nearer == nil { return own[header] }
    let isNamed = lines.lines[own[header]].holds { JavaScriptText.leadingError(in: $0) != nil }
    return !isNamed && header == caret + 2 ? nil : own[header]
  }

  /// The error in whose braces an indented header stands: that of an AggregateError has no calls.
  private func parent(of header: Int) -> Int? {
    guard lines.lines[header].indentation > 0 else { return nil }
    for above in lines.lines[..<header].indices.reversed()
    where lines.lines[above].indentation < 1 {
      let line = lines.lines[above]
      let body = line.body.span
      if body.isBlank() { continue }
      // A record's own text may stand before the error.
      if body.matches("] {", at: body.trimmedEnd - 3), JavaScriptText.namedError(in: body) != nil {
        return above
      }
      if line.isRecord { continue }
      return body.matches(" {", at: body.trimmedEnd - 2)
        && JavaScriptText.leadingError(in: body) != nil ? above : nil
    }
    return nil
  }

  /// Whether a log that begins with this line may begin inside a trace.
  private func isInside(_ index: Int) -> Bool {
    let line = lines.lines[index]
    let body = line.body.span
    return index == lines.lines.count - 1 || line.indentation > 0
      || body.matches(")", at: body.trimmedEnd - 1) && body.firstOffset(of: ".js:") != nil
  }
}
