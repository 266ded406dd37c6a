internal import FailureRules
package import Findings
internal import LogReading
internal import Tracebacks

/// A report that was written as JSON or as NDJSON, read again.
package enum WrittenReport {
  /// The most that is read of a report, in bytes.
  package static let sizeLimit = 64 << 20
  /// The most that anything was seen: sums of a million of them can be told.
  static let countLimit = 1 << 40
  /// The number of the form; raised when an older program could not read it.
  private static let version = 1

  /// What must be known before the rest is read.
  private struct Head: Decodable {
    var schema_version: Int?
    var tool: JSONDocument.Tool?
    var type: String?
  }

  /// Reads a report; keys that are not known are passed over.
  ///
  /// A report of a line each that lacks its end says so in its problems.
  /// - Throws: ``Mistake``, with the place, what is read there and what was expected.
  package static func diagnosis(in text: String) throws(Mistake) -> Diagnosis {
    let lines = text.split(separator: "\n").lazy.filter { !$0.allSatisfy(\.isWhitespace) }
    guard let first = lines.first else {
      throw Mistake(line: 1, column: 1, "is empty, expected a report")
    }
    if let head = try? JSONText.value(Head.self, in: String(first)), head.type != nil,
      head.schema_version == nil
    {
      return try lineByLine(text)
    }
    let head: Head = try decoded(text, firstLine: 1)
    guard head.tool?.name == ToolIdentity.name, head.type == nil, let version = head.schema_version
    else { throw Mistake(line: 1, column: 1, noReport) }
    guard version == Self.version else {
      var locator = JSONLocator(text)
      let place = locator.place(of: [.key("schema_version")])
      throw Mistake(
        line: place.line, column: place.column,
        """
        'schema_version' is \(version), expected \(Self.version): another version of \
        \(ToolIdentity.name) has written it
        """)
    }
    let document: JSONDocument = try decoded(text, firstLine: 1)
    return try diagnosis(of: document, in: text)
  }

  private static let noReport =
    "is no report, expected what 'scan --format json' or 'scan --format ndjson' has written"

  /// A line of NDJSON.
  private struct Line: Decodable { var type: String }

  private static func lineByLine(_ text: String) throws(Mistake) -> Diagnosis {
    var document = JSONDocument(Diagnosis())
    var isWhole = false
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      number += 1
      if line.allSatisfy(\.isWhitespace) { continue }
      let type = (try decoded(line, firstLine: number) as Line).type
      switch type {
      case "finding": document.findings.append(try decoded(line, firstLine: number))
      case "unexplained": document.unexplained.append(try decoded(line, firstLine: number))
      case "problem": document.problems.append(try decoded(line, firstLine: number))
      case "timeline": document.timeline = try decoded(line, firstLine: number)
      case "totals":
        document.totals = try decoded(line, firstLine: number)
        isWhole = true
      default:
        throw Mistake(
          line: number, column: 1,
          """
          'type' is '\(type)', expected finding, unexplained, problem, timeline or totals, as \
          'scan --format ndjson' writes them
          """)
      }
    }
    var diagnosis = try diagnosis(of: document, in: nil)
    if !isWhole {
      diagnosis.problems.append(
        ReadProblem(
          source: "report", message: "it ends before its line of the type totals", kind: .failure))
    }
    return diagnosis
  }

  private static func decoded<Value: Decodable>(
    _ text: String, firstLine: Int
  ) throws(Mistake) -> Value {
    do {
      return try JSONText.decoded(Value.self, in: text)
    } catch {
      throw Mistake(error, in: text, firstLine: firstLine)
    }
  }

  // MARK: values

  private static func diagnosis(
    of document: JSONDocument, in text: String?
  ) throws(Mistake) -> Diagnosis {
    var diagnosis = Diagnosis()
    for (index, item) in document.findings.enumerated() {
      guard let finding = Finding(item) else {
        throw mistake("findings", index, in: text, expected: "rule, severity and fingerprints")
      }
      diagnosis.findings.append(finding)
    }
    for (index, item) in document.unexplained.enumerated() {
      guard let kind = TracebackCluster(item) else {
        throw mistake("unexplained", index, in: text, expected: "a fingerprint and evidence")
      }
      diagnosis.unexplained.append(kind)
    }
    if let chronicle = document.timeline {
      guard let timeline = Timeline(chronicle) else {
        throw mistake("timeline", nil, in: text, expected: "buckets of a width that reports have")
      }
      diagnosis.timeline = timeline
    }
    diagnosis.totals = Diagnosis.Totals(document.totals)
    diagnosis.problems = document.problems.map(ReadProblem.init)
    diagnosis.hosts = document.hosts ?? []
    return diagnosis
  }

  private static func mistake(
    _ key: String, _ index: Int?, in text: String?, expected: String
  ) -> Mistake {
    let name = key + (index.map { "[\($0)]" } ?? "")
    let path = [.key(key)] + (index.map { [JSONLocator.Step.index($0)] } ?? [])
    var locator = text.map(JSONLocator.init)
    let place = locator?.place(of: path)
    return Mistake(
      line: place?.line ?? 1, column: place?.column ?? 1,
      "'\(name)' is not what a report has there, expected \(expected)")
  }

  /// Why a text is no report.
  package struct Mistake: Error, Equatable, CustomStringConvertible {
    /// The 1-based line.
    package let line: Int
    /// The 1-based column, in characters.
    package let column: Int
    /// A clause in lower case without a full stop.
    package let description: String

    fileprivate init(line: Int, column: Int, _ description: String) {
      (self.line, self.column, self.description) = (line, column, description)
    }

    fileprivate init(_ error: JSONText.DecodingFailure, in text: String, firstLine: Int) {
      var locator = JSONLocator(text)
      let place = locator.mistake() ?? locator.place(of: error.path)
      let name = error.name.isEmpty ? "the whole" : "'\(error.name)'"
      let description =
        if let expected = place.expected {
          "is no JSON: \(place.content) is read, expected \(expected)"
        } else if let expected = error.expected {
          "\(name) is \(place.content), expected \(expected)"
        } else {
          "\(name) is missing"
        }
      self.init(line: firstLine + place.line - 1, column: place.column, description)
    }
  }
}
