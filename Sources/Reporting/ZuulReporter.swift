internal import FailureRules
package import Findings
internal import LogReading

/// What a job of Zuul returns, `zuul.file_comments`: a comment a finding that counts, at its first place
/// (Zuul's documentation, Job Content, Leaving file comments).
///
/// Zuul takes comments on files of the change only, and warns of the others.
package struct ZuulReporter: Reporter {
  package init() {}

  package func write(_ diagnosis: Diagnosis, to output: inout some TextOutputStream) {
    var comments: [String: [Comment]] = [:]
    for finding in diagnosis.findings where finding.standing == .counts {
      // A line of standard input is in no file.
      guard let place = finding.evidence.first, place.source != LogSource.standardInput.name
      else { continue }
      comments[place.source, default: []].append(Comment(finding, at: place))
    }
    let document = Document(zuul: Values(file_comments: comments))
    output.write(JSONText.of(document, isPretty: true) + "\n")
  }

  private struct Document: Encodable {
    var zuul: Values
  }

  private struct Values: Encodable {
    var file_comments: [String: [Comment]]
  }

  private struct Comment: Encodable {
    /// The last one, below which Gerrit shows the comment.
    var line: Int
    var message: String
    var level: String
    var range: Range?

    init(_ finding: Finding, at place: Evidence) {
      line = place.endLine
      let text =
        [finding.title, ""]
        + FindingText.explanation(cause: finding.cause, steps: finding.remediation)
        + ["", "(\(finding.rule), \(FindingText.place(of: place)))"]
      message = text.joined(separator: "\n")
      level =
        switch finding.severity {
        case .critical, .high: "error"
        case .medium: "warning"
        case .low, .info: "info"
        }
      range = Range(place)
    }
  }

  /// Whole lines; characters are counted as Gerrit does, from 0 and in UTF-16.
  private struct Range: Encodable {
    var start_line: Int
    var start_character = 0
    var end_line: Int
    var end_character: Int

    /// Nil for one line, and where the last one is not known to its end.
    init?(_ place: Evidence) {
      let lines = place.text.split(separator: "\n", omittingEmptySubsequences: false)
      guard place.endLine > place.line, lines.count == place.endLine - place.line + 1,
        let last = lines.last
      else { return nil }
      start_line = place.line
      end_line = place.endLine
      end_character = last.utf16.count
    }
  }
}
