package import LogReading

/// Traces that stand escaped inside one line.
extension TracebackCollector {
  /// Escaped texts of one line that are looked at.
  package static let embeddedTextLimit = 8
  /// Signs in an escaped text that are looked above for a beginning.
  private static let embeddedSignLimit = 16

  /// Takes the traces that stand escaped inside one line, whole.
  ///
  /// - Parameters:
  ///   - languages: those whose signs the line has.
  ///   - line: the line.
  ///   - position: where it stands.
  ///   - prefix: what stands before its message.
  /// - Returns: the ``Traceback/id`` of the first; nil if there is none.
  package mutating func takeEmbedded(
    _ languages: Languages, _ line: Span<UInt8>, at position: LogPosition, prefix: RecordPrefix
  ) -> Int? {
    for language in languages.all {
      var first: Int?
      var seen: [[[UInt8]]] = []
      var start = 0
      for _ in 0..<Self.embeddedTextLimit {
        guard
          let text = EmbeddedText(
            of: language, in: line, from: start, bodyOffset: prefix.bodyOffset)
        else { break }
        start = text.end
        // Records often say the same in two fields.
        if seen.contains(text.lines) { continue }
        seen.append(text.lines)
        // The service's own prefix stands in each line of a record that was escaped whole.
        var lines = text.lines.map { TraceLine($0, at: position) }[...]
        let header = RecordHeader(position: position, prefix: prefix, line: line)
        while let trace = embedded(language, in: &lines, header: header) {
          finished.append(trace)
          first = first ?? trace.id
        }
      }
      if let first { return first }
    }
    return nil
  }

  /// The first trace among the lines of an escaped text, which are taken away up to its end; nil if
  /// there is none.
  private mutating func embedded(
    _ language: Language, in lines: inout ArraySlice<TraceLine>, header: RecordHeader
  ) -> Traceback? {
    // Go's calls above its first goroutine are signs, too, but show no beginning.
    var signCount = 0
    for index in lines.indices where lines[index].holds(language.isSign) {
      let beginning = language.grammar.beginning(
        in: PrecedingLines(lines: Array(lines[...index]), reachesStart: false))
      signCount += 1
      guard let beginning else {
        if signCount == Self.embeddedSignLimit { return nil }
        continue
      }
      var trace = OpenTraceback(
        id: nextID, key: .unprefixed, language: language, grammar: beginning.grammar,
        header: header, followsRecord: true)
      var end = lines.startIndex + beginning.first
      while end < lines.endIndex, trace.take(lines[end]) != .rejected { end += 1 }
      lines = lines[max(end, index + 1)...]
      guard trace.grammar.isWhole, var traceback = trace.finished() else { return nil }
      traceback.isEmbedded = true
      nextID += 1
      return traceback
    }
    return nil
  }
}
