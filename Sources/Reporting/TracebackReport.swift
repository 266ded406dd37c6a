package import Findings
internal import Tracebacks

/// Tracebacks as one JSON document, written one by one as they are found.
package struct TracebackJSONWriter: Sendable {
  private var isFirst = true

  package init() {}

  /// Begins the document.
  package func begin(_ output: inout some TextOutputStream) {
    output.write("{\n  \"schema_version\" : 1,\n  \"tracebacks\" : [")
  }

  /// Adds a traceback.
  package mutating func write(_ record: TracebackRecord, to output: inout some TextOutputStream) {
    output.write((isFirst ? "\n    " : ",\n    ") + JSONText.of(Item(record), isPretty: false))
    isFirst = false
  }

  /// Ends the document.
  package func end(_ output: inout some TextOutputStream) {
    output.write("\n  ]\n}\n")
  }

  /// Names and shape of one traceback; optional keys may be missing.
  private struct Item: Encodable {
    var source: String
    var lines: [Int]
    var first_line: Int
    var last_line: Int
    var continued: [Continuation]?
    var language: String
    /// Null where the trace names no type.
    var exception_type: Nullable
    var message: String
    var chain: [String]
    var caused_by: [String]
    var frames: [Frame]
    var partial: String?
    var embedded: Bool
    var key: [String: String]
    var context_line: Int?

    /// A text whose absence is written as null.
    struct Nullable: Encodable {
      var value: String?

      func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
      }
    }

    struct Frame: Encodable {
      var file: String
      var line: Int
      var function: String
    }

    /// Its lines in the next file of a rotated set.
    struct Continuation: Encodable {
      var source: String
      var lines: [Int]

      init(_ lines: SourceLines) {
        source = lines.source
        self.lines = lines.lines.flatMap { Array($0) }
      }
    }

    init(_ record: TracebackRecord) {
      source = record.source
      lines = record.lines.flatMap { Array($0) }
      first_line = lines.first ?? 0
      last_line = lines.last ?? 0
      continued =
        record.continuations.isEmpty ? nil : record.continuations.map(Continuation.init)
      language = record.language
      exception_type = Nullable(value: record.exception.isEmpty ? nil : record.exception)
      message = record.message
      chain = record.chain
      caused_by = record.causes
      frames = record.frames.map { Frame(file: $0.file, line: $0.line, function: $0.function) }
      partial = record.lacksHead ? "head" : record.isCut ? "tail" : nil
      embedded = record.isEmbedded
      key = record.key
      context_line = record.contextLine
    }
  }
}

/// Kinds of tracebacks as text for people, the most frequent first.
package struct TracebackTextReporter {
  private let style: TextStyle
  private let isFull: Bool

  /// The application's own calls that are shown of a kind.
  private static let frameLimit = 3

  /// Makes a reporter.
  ///
  /// - Parameters:
  ///   - style: how text looks.
  ///   - isFull: whether all lines of each kind's first traceback are shown.
  package init(style: TextStyle, isFull: Bool) {
    self.style = style
    self.isFull = isFull
  }

  /// Writes the kinds of a scan without rules, all of which are unexplained.
  package func write(_ diagnosis: Diagnosis, to output: inout some TextOutputStream) {
    let kinds = diagnosis.unexplained
    for kind in kinds { write(kind, to: &output) }
    let total = diagnosis.totals.tracebacks
    let sentence =
      total == 0
      ? "No traceback found."
      : "\(Summary.count(total, "traceback")) of \(Summary.count(kinds.count, "kind"))."
    output.write(style.styled(sentence, as: .title) + "\n")
  }

  private func write(_ kind: TracebackCluster, to output: inout some TextOutputStream) {
    let record = kind.first
    let count = "\(kind.count)×"
    let lines = TextWrap.words(
      SafeText.line(FindingText.title(of: kind)), width: style.width - count.count - 2)
    for (index, line) in lines.prefix(4).enumerated() {
      let margin = index == 0 ? count : String(repeating: " ", count: count.count)
      output.write("\(style.styled(margin, as: .high))  \(style.styled(line, as: .title))\n")
    }
    var place = "\(SafeText.line(record.source)):\(record.lines.first?.lowerBound ?? 0)"
    if kind.count > 1 { place += "  to  \(SafeText.line(kind.lastSource)):\(kind.lastLine)" }
    output.write("    \(style.styled(place, as: .faint))\n")
    if isFull {
      for line in record.text { output.write("    \(SafeText.line(line))\n") }
    } else {
      for frame in ownFrames(of: record).suffix(Self.frameLimit) {
        let call = "\(frame.file):\(frame.line) in \(frame.function)"
        output.write("    \(SafeText.line(call))\n")
      }
    }
    output.write("\n")
  }

  /// The application's own calls; if there are none, all: those of installed libraries say where an
  /// error was raised, the application's own say why.
  private func ownFrames(of record: TracebackRecord) -> [StackFrame] {
    let own = record.frames.filter { !$0.isOfLibrary }
    return own.isEmpty ? record.frames : own
  }
}
