internal import FailureRules
internal import LogReading
internal import Matching
internal import Tracebacks

/// A line of a log and its number.
struct KeptLine {
  let number: Int
  /// The line as it stands in the log, but for what a terminal makes of it, which a rule file cannot
  /// hold.
  let shown: [UInt8]
  /// The line without what belongs to its carrier.
  let plain: [UInt8]
  /// What stands before the message in ``plain``.
  let prefix: RecordPrefix
  /// The message, where it is an object of JSON.
  let object: JSONRecord?

  /// Takes a line without the line feed.
  init(number: Int, _ line: Span<UInt8>) {
    var bytes = line.withUnsafeBufferPointer { Array($0) }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    let plain = PlainLine(bytes.span)?.bytes ?? bytes
    let prefix = RecordPrefix(of: plain.span)
    self.number = number
    self.plain = plain
    self.prefix = prefix
    shown = bytes.contains { [0x08, 0x0D, 0x1B].contains($0) } ? plain : bytes
    object = JSONRecord(plain.span.extracting(prefix.bodyOffset..<plain.count))
  }

  /// Whether a record begins here, as a prefix or an object of its own says.
  var beginsRecord: Bool { prefix.beginsRecord || object != nil }
  var isBlank: Bool { plain.span.isBlank() }
  /// Whether there is nothing after the prefix.
  var saysNothing: Bool { plain.span.isBlank(from: prefix.bodyOffset) }

  /// Whether it is the beginning of a record of level ERROR or above.
  var isGrave: Bool {
    (object?.level ?? (beginsRecord ? prefix.level : nil)).map { $0 >= .error } ?? false
  }

  /// The dotted logger, or the program that the carrier names.
  var writer: String? {
    object?.logger ?? (prefix.logger ?? prefix.program).map { text($0) }
  }

  /// The text that a pattern is made of.
  var message: String { object?.message ?? text(prefix.bodyOffset..<plain.count) }

  func text(_ range: Range<Int>) -> String { String(logText: plain[range]) }
}

/// Reads a log once and keeps the lines around the one that a rule is wanted for.
final class EventReading {
  private let line: Int?
  private let lookBack: Int
  private let reach: Int

  /// The traceback that holds the line; the first that names its error if none is asked for.
  private(set) var traceback: Traceback?
  /// The traceback whose record before it holds the line.
  private(set) var followingTraceback: Traceback?
  /// Where nothing is asked for: the first record of level ERROR or above, else the first line.
  private(set) var chosenLine: Int?
  /// ``chosenLine`` is of level ERROR or above.
  private var hasGrave = false
  /// The lines around the one that is asked for or chosen, in order.
  private(set) var kept: [KeptLine] = []
  /// The number of lines by now.
  private(set) var count = 0

  init(line: Int?, lookBack: Int, reach: Int) {
    self.line = line
    self.lookBack = lookBack
    self.reach = reach
  }

  /// Reads as much of a source as is needed.
  func read(_ source: LogSource) throws(ReadFailure) {
    var matcher = LogMatcher(CompiledRules(RuleSet([]))) { [self] event in
      if case .traceback(let traceback, _) = event { take(traceback) }
    }
    matcher.begin(source: 0)
    let feed = LogFeed([source])
    while traceback == nil {
      let step = feed.next(waiting: -1) { bytes, chunk in
        matcher.take(bytes, chunk)
        take(bytes, chunk)
      }
      if case .problem(let problem) = step { throw .content(problem.message) }
      if case .begin(let name, _, _) = step, name != source.name {
        throw .content("is an archive, expected a log")
      }
      if case .end = step { break }
      if step == .finished { break }
    }
    matcher.end()
  }

  private func take(_ found: Traceback) {
    guard traceback == nil, let error = found.primary,
      !error.type.isEmpty || !error.message.isEmpty
    else { return }
    if let line, !found.lineNumbers.contains(where: { $0.contains(line) }) {
      let context = found.lines.prefix(found.contextLineCount)
      if context.contains(where: { $0.position.line == line }) { followingTraceback = found }
      return
    }
    traceback = found
  }

  private func take(_ bytes: Span<UInt8>, _ chunk: LogChunk) {
    var start = chunk.fresh.lowerBound
    var isRest = chunk.continuesLine
    while start < chunk.fresh.upperBound {
      let end = bytes.firstOffset(of: UInt8(ascii: "\n"), from: start) ?? chunk.fresh.upperBound
      // Of a line that is lent in pieces, the first is enough.
      if !isRest { take(bytes.extracting(start..<end)) }
      isRest = false
      start = end + 1
    }
  }

  /// Whether a line may be one of those that are kept, as far as is known by now.
  private func isNear(_ number: Int) -> Bool {
    guard let target = line ?? (hasGrave ? chosenLine : nil) else { return true }
    return (target - lookBack...target + reach).contains(number)
  }

  private func take(_ whole: Span<UInt8>) {
    count += 1
    guard isNear(count) else { return }
    let line = KeptLine(
      number: count, whole.extracting(0..<min(whole.count, RecordText.sizeLimit)))
    if self.line == nil, !hasGrave, !line.saysNothing {
      hasGrave = line.isGrave
      if hasGrave || chosenLine == nil { chosenLine = count }
    }
    guard let target = self.line ?? chosenLine, count <= target + reach else { return }
    kept.append(line)
    while let first = kept.first, first.number < target - lookBack { kept.removeFirst() }
  }
}
