internal import LogReading
public import Tracebacks

/// One traceback, as it stands in its source.
public struct TracebackRecord: Equatable, Sendable {
  /// The source's name.
  public let source: String
  /// The numbers of its physical lines there, in order; other lines may stand between.
  public let lines: [ClosedRange<Int>]
  /// Its lines in the next files of a rotated set, if the log was rotated within it.
  public let continuations: [SourceLines]
  /// The language whose runtime wrote it.
  public let language: String
  /// The types in the order in which they were printed.
  public let chain: [String]
  /// The types of the errors that led to the one that the traceback is about, the nearest first.
  public let causes: [String]
  /// The type that the traceback is about; empty if it was cut before.
  public let exception: String
  /// The message of that error.
  public let message: String
  /// The calls, outermost first.
  public let frames: [StackFrame]
  /// The log begins within it.
  public let lacksHead: Bool
  /// The log ends before the error.
  public let isCut: Bool
  /// It stands escaped inside one line.
  public let isEmbedded: Bool
  /// What its prefix says of the writer, by name: `pid`, `logger`, `request_id`.
  public let key: [String: String]
  /// The line of the record right before, if it belongs to the traceback.
  public let contextLine: Int?
  /// Its lines as they stand in the source, as far as they were kept; none where only what it is about
  /// was asked for.
  public let text: [String]
  /// The lines of the error.
  public let evidence: Evidence

  /// Takes from a traceback what reports say of it.
  ///
  /// - Parameters:
  ///   - traceback: of a known source.
  ///   - histories: the sources.
  ///   - evidence: the lines of its error, as they are shown.
  ///   - hasText: whether ``text`` is wanted.
  ///   - shown: a text as it leaves the program.
  init(
    _ traceback: Traceback, in histories: SourceHistories, evidence: Evidence, hasText: Bool,
    shown: (String) -> String
  ) {
    let index = traceback.position.source
    let logs = histories.lines(traceback.lineNumbers, of: index)
    source = logs.first?.source ?? evidence.source
    lines = logs.first?.lines ?? []
    continuations = Array(logs.dropFirst())
    self.evidence = evidence
    language = traceback.language.name
    chain = traceback.raised.map { traceback.string($0.type) }.filter { !$0.isEmpty }
    causes = traceback.causes.map { traceback.string($0.type) }
    exception = traceback.primary.map { traceback.string($0.type) } ?? ""
    message = traceback.primary.map { shown(traceback.string($0.message)) } ?? ""
    lacksHead = traceback.lacksHead
    frames = traceback.framesFromOutermost
    isCut = traceback.isCut
    isEmbedded = traceback.isEmbedded
    var key: [String: String] = [:]
    key["pid"] = traceback.header.pid.map(String.init)
    key["logger"] = traceback.header.logger
    key["request_id"] = traceback.header.requestID
    self.key = key
    let context = traceback.lines.first.map { histories.place(of: $0.position) }
    contextLine =
      traceback.contextLineCount > 0 && context?.source == source ? context?.line : nil
    guard hasText else {
      text = []
      return
    }
    let whole = (traceback.contextLineCount..<traceback.lines.count).map(traceback.rawLine)
    // As bytes: a carriage return and a line feed are one character.
    text = shown(whole.joined(separator: "\n")).utf8
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
  }
}
