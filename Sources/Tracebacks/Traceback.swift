package import LogReading

/// A grouped trace: the lines of one report of one failure, whatever stood between them.
package struct Traceback: Sendable {
  /// Names the trace among all that one collector has opened.
  package let id: Int
  /// The language whose runtime wrote it.
  package let language: Language

  /// The kept lines without their prefixes, joined by line feeds; the context record comes first.
  ///
  /// Of a trace over ``textLimit`` bytes, prefixes included, the frames beyond that are counted only.
  package internal(set) var text: [UInt8] = []
  /// The prefixes that were taken off the kept lines, one after the other.
  private(set) var prefixes: [UInt8] = []
  /// Where each kept line stands, in the text and in its source.
  package internal(set) var lines: [TracedLine] = []
  /// How many of ``lines`` are the record before the trace, which names the request.
  package internal(set) var contextLineCount = 0
  /// The numbers of the trace's physical lines in order, the context not among them.
  ///
  /// At most ``rangeLimit`` ranges: where other lines stand between more often, the last range is
  /// taken to hold all the rest.
  package internal(set) var lineNumbers: [ClosedRange<Int>] = []

  /// The errors in the order in which they were printed; several if they are chained.
  ///
  /// Empty only if the trace is cut before the first, or names none.
  package internal(set) var raised: [RaisedError] = []
  /// Where the calls stand in the text, in the order in which they were printed.
  var frameRanges: [Range<Int>] = []
  /// The error that the trace is about is the last one printed, rather than the first.
  var lastIsPrimary = false
  /// The trace's beginning is not in the log.
  package internal(set) var lacksHead = false
  /// The trace ends before its error: the log was cut, or what follows is not of it.
  package internal(set) var isCut = false

  /// The trace stands escaped inside one line.
  package internal(set) var isEmbedded = false

  /// What the prefix of its header says.
  package let header: RecordHeader

  /// The memory that is spent on one trace, in bytes.
  package static let textLimit = 256 << 10

  /// About how much memory the kept lines take.
  var keptSize: Int { text.count + prefixes.count + lines.count * MemoryLayout<TracedLine>.stride }

  /// The most ranges of line numbers that are kept.
  package static let rangeLimit = 4096

  init(id: Int, language: Language, header: RecordHeader) {
    self.id = id
    self.language = language
    self.header = header
  }

  /// The error that the trace is about: the one that was raised last.
  package var primary: RaisedError? {
    lastIsPrimary ? raised.last : raised.first
  }

  /// The error that was raised first, and led to the others.
  package var root: RaisedError? {
    lastIsPrimary ? raised.first : raised.last
  }

  /// The errors that led to the one that the trace is about, the nearest first.
  package var causes: [RaisedError] {
    lastIsPrimary ? raised.dropLast().reversed() : Array(raised.dropFirst())
  }

  /// All errors that the trace tells of: what it is about, what led to that, the nearest first, and
  /// those of other processes that their messages name.
  package var errors: [RaisedError] {
    let own = (primary.map { [$0] } ?? []) + causes
    return own + own.compactMap(remoteError)
  }

  /// The error that a `RemoteError` brings from the other end: `Remote error: Type message` (class
  /// RemoteError of oslo_messaging/rpc/client.py).
  private func remoteError(in error: RaisedError) -> RaisedError? {
    let introduction: StaticString = "Remote error: "
    let message = text.span.extracting(error.message)
    guard message.matches(introduction, at: 0) else { return nil }
    let start = introduction.utf8CodeUnitCount
    var end = start
    while end < message.count, message[end].isWord || message[end] == UInt8(ascii: ".") { end += 1 }
    guard end > start else { return nil }
    let base = error.message.lowerBound
    return RaisedError(
      type: (base + start)..<(base + end),
      message: (base + message.skippingBlanks(from: end))..<error.message.upperBound)
  }

  /// The calls in the order in which they were printed; taken from the text each time that they are
  /// asked for.
  package var frames: [StackFrame] {
    frameRanges.compactMap { range in
      language.grammar.frame(in: text.span.extracting(range)).map { parts in
        StackFrame(
          file: unwrapped(parts.file, in: range), line: parts.line,
          function: unwrapped(parts.function, in: range))
      }
    }
  }

  /// The calls, outermost first, whatever the order in which the language prints them.
  package var framesFromOutermost: [StackFrame] {
    let isInOrder =
      language.name == Language.python.rawValue || (language == .ruby && lastIsPrimary)
    return isInOrder ? frames : frames.reversed()
  }

  /// A part of a call, without the line breaks of a wrapped line.
  private func unwrapped(_ part: Range<Int>, in call: Range<Int>) -> String {
    let bytes = text[(call.lowerBound + part.lowerBound)..<(call.lowerBound + part.upperBound)]
    guard bytes.contains(UInt8(ascii: "\n")) else { return String(logText: bytes) }
    return String(logText: bytes.filter { $0 != UInt8(ascii: "\n") })
  }

  /// Lends what tells the traceback's kind from others: the types raised, and the names of the files
  /// and functions of its calls.
  package func forEachPartOfKind(_ body: (ArraySlice<UInt8>) -> Void) {
    for error in raised { body(text[error.type]) }
    for range in frameRanges {
      guard let parts = language.grammar.frame(in: text.span.extracting(range)) else { continue }
      let start = range.lowerBound
      let file = text[(start + parts.file.lowerBound)..<(start + parts.file.upperBound)]
      let name = file.lastIndex(of: UInt8(ascii: "/")).map { file[($0 + 1)...] } ?? file
      body(name)
      body(text[(start + parts.function.lowerBound)..<(start + parts.function.upperBound)])
    }
  }

  /// How many physical lines the trace has.
  package var lineCount: Int { lineNumbers.reduce(0) { $0 + $1.count } }

  /// The last physical line.
  package var lastLine: Int { lineNumbers.last?.upperBound ?? 0 }

  /// Takes note of the trace's next physical line.
  mutating func addNumber(_ number: Int) {
    guard let last = lineNumbers.last else { return lineNumbers.append(number...number) }
    if number <= last.upperBound { return }
    if number == last.upperBound + 1 || lineNumbers.count == Self.rangeLimit {
      lineNumbers[lineNumbers.count - 1] = last.lowerBound...number
    } else {
      lineNumbers.append(number...number)
    }
  }

  /// The position of the trace's first line.
  package var position: LogPosition {
    lines.indices.contains(contextLineCount) ? lines[contextLineCount].position : header.position
  }

  /// The index in ``lines`` of the line that holds an offset of the text.
  package func lineIndex(at offset: Int) -> Int {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].textOffset <= offset { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }

  /// A kept line as it stands in the log.
  package func rawLine(_ index: Int) -> String {
    let line = lines[index]
    let end = index + 1 < lines.count ? lines[index + 1].textOffset - 1 : text.count
    return String(logText: prefixes[line.prefix] + text[line.textOffset..<end])
  }

  /// Adds a line, without the carriage return at its end.
  ///
  /// - Returns: where it begins in ``text``.
  mutating func append(
    _ line: Span<UInt8>, bodyOffset: Int, at position: LogPosition
  ) -> Int {
    if !lines.isEmpty { text.append(UInt8(ascii: "\n")) }
    let offset = text.count
    let prefixStart = prefixes.count
    line.extracting(0..<bodyOffset).withUnsafeBufferPointer { prefixes.append(contentsOf: $0) }
    lines.append(
      TracedLine(textOffset: offset, prefix: prefixStart..<prefixes.count, position: position))
    var end = min(line.count, bodyOffset + max(0, Self.textLimit - offset))
    if end == line.count, end > bodyOffset, line[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    line.extracting(bodyOffset..<max(bodyOffset, end)).withUnsafeBufferPointer {
      text.append(contentsOf: $0)
    }
    return offset
  }

  /// A part of the text.
  package func string(_ range: Range<Int>) -> String {
    String(logText: text[range])
  }
}

/// One line of a traceback's text.
package struct TracedLine: Equatable, Sendable {
  /// Where the line begins in the text.
  package let textOffset: Int
  /// Where its prefix stands among the traceback's prefixes.
  let prefix: Range<Int>
  package let position: LogPosition
}

/// The type and the message of an error, as ranges of its traceback's text.
package struct RaisedError: Equatable, Sendable {
  /// The type's dotted name as it was printed.
  package var type: Range<Int>
  /// The message with all its lines; empty if there is none.
  package var message: Range<Int>

  package init(type: Range<Int>, message: Range<Int>) {
    self.type = type
    self.message = message
  }
}
