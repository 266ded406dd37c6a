import FailureRules
import Findings
import Foundation
import Reporting
import StackDoctor
import Testing

/// The formats, with rules of their own, so that the shipped ones may change.
///
/// `scripts/check-reports.py` shows the same golden files to readers of the formats.
struct FormatTests {
  private static let folder = "Tests/StackDoctorTests/Golden/formats"

  private static let doctor: Doctor = {
    _ = Corpus.root
    return Doctor(rules: RuleSet(RuleDirectory.read("\(folder)/rules").compactMap(\.rule)))
  }()

  private static func scan(_ paths: [String]) -> Diagnosis {
    doctor.scan(paths, hasTimeline: true) { _ in true }
  }

  private static let seeds = scan(["corpus/seeds"])

  /// Control characters, quotes, markup of each format, bytes that are no UTF-8, long lines, and a file
  /// that is not there.
  private static let hostile = scan(["\(folder)/hostile 100%,<&>.log", "no, such: file"])

  /// Files that were rotated within the lines that prove a finding, and within a traceback; with the lines
  /// around what proves it.
  private static let rotated: Diagnosis = {
    _ = Corpus.root
    let rules = RuleSet(RuleDirectory.read("\(folder)/rotated/rules").compactMap(\.rule))
    var doctor = Doctor(rules: rules)
    doctor.contextCount = 2
    return doctor.scan(["\(folder)/rotated/logs"], hasTimeline: true) { _ in true }
  }()

  private static let clean = scan(["corpus/seeds/000-nova-requirements.log"])

  /// The seeds, of which one failure with its symptom and one traceback are known.
  private static let compared = {
    var doctor = Self.doctor
    doctor.baseline = Baseline(
      of: doctor.scan(["corpus/seeds/000-nova-requirements.log", "corpus/seeds/000-nova-sudo.log"]))
    return doctor.scan(["corpus/seeds"])
  }()

  /// The seeds, of which one failure is ignored, its symptom known, and one traceback ignored for a time.
  private static let ignored = {
    var doctor = Self.doctor
    doctor.baseline = Baseline(
      of: doctor.scan(["corpus/seeds/000-nova-requirements.log", "corpus/seeds/000-nova-sudo.log"]))
    let text = """
      ignores:
        - rule: nova-sudo-refused
          path: seeds/
          reason: the <agent> gets its rights with {next} week's release
        - fingerprint: 88471184f9ed16be
          reason: no images here
          expires: 2099-12-31
      """
    let project = ProjectFile.decode(text, file: ".stackdoctor.yaml").project
    doctor.ignores = Ignores(project.ignores, file: project.file)
    return doctor.scan(["corpus/seeds"])
  }()

  private func text(_ diagnosis: Diagnosis, _ format: ReportFormat) -> String {
    var text = ""
    format.reporter(style: TextStyle(hasColor: false, width: 80)).write(diagnosis, to: &text)
    return text
  }

  @Test("The rules are read without a problem, one of each severity")
  func rules() {
    _ = Corpus.root
    let files = RuleDirectory.read("\(Self.folder)/rules")
    #expect(files.flatMap(\.problems) == [])
    #expect(Set(files.compactMap(\.rule?.severity)).count == 5)
  }

  @Test("The seeds' failures", arguments: ReportFormat.allCases)
  func seeds(_ format: ReportFormat) throws {
    let found = text(Self.seeds, format)
    #expect(try Corpus.golden("formats/seeds.\(format.rawValue)", for: found) == found)
  }

  @Test("What the baseline knows, beside what is new", arguments: ReportFormat.allCases)
  func known(_ format: ReportFormat) throws {
    let found = text(Self.compared, format)
    #expect(try Corpus.golden("formats/known.\(format.rawValue)", for: found) == found)
  }

  @Test("What the project ignores, beside what is known and new", arguments: ReportFormat.allCases)
  func ignored(_ format: ReportFormat) throws {
    let found = text(Self.ignored, format)
    #expect(try Corpus.golden("formats/ignored.\(format.rawValue)", for: found) == found)
  }

  @Test("A hostile log", arguments: ReportFormat.allCases)
  func hostile(_ format: ReportFormat) throws {
    let found = text(Self.hostile, format)
    #expect(try Corpus.golden("formats/hostile.\(format.rawValue)", for: found) == found)
  }

  @Test("Lines of several files of a rotated set", arguments: ReportFormat.allCases)
  func rotated(_ format: ReportFormat) throws {
    let found = text(Self.rotated, format)
    #expect(try Corpus.golden("formats/rotated.\(format.rawValue)", for: found) == found)
  }

  @Test("A log without a finding, but with a traceback", arguments: ReportFormat.allCases)
  func unexplained(_ format: ReportFormat) throws {
    let found = text(Self.clean, format)
    #expect(try Corpus.golden("formats/unexplained.\(format.rawValue)", for: found) == found)
  }

  @Test("Tracebacks as JSON: cut at either end, escaped in a line, with the record before, rotated")
  func tracebacks() throws {
    _ = Corpus.root
    let logs = ["oslo-restart", "mod-wsgi-rotated-head", "oslo-remote-error"].map {
      "corpus/tracebacks/carriers/\($0).log"
    }
    var writer = TracebackJSONWriter()
    var found = ""
    writer.begin(&found)
    _ = Doctor.withoutRules.collectTracebacks(logs + ["\(Self.folder)/rotated/logs"]) {
      writer.write($0, to: &found)
    } watch: { _ in
      true
    }
    writer.end(&found)
    #expect(try Corpus.golden("formats/tracebacks.json", for: found) == found)
  }

  @Test(
    "A clean scan",
    arguments: [
      (.gitlab, "[\n\n]\n"),
      (
        .junit,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="stackdoctor" tests="1" failures="0" errors="0">
          <testsuite name="stackdoctor" tests="1" failures="0" errors="0" skipped="0">
            <testcase classname="stackdoctor" name="No known failure found: 1 line, 4 B in 1 source read."/>
          </testsuite>
        </testsuites>

        """
      ),
      (
        .zuul,
        """
        {
          "zuul" : {
            "file_comments" : {

            }
          }
        }

        """
      ),
      (.markdown, "## stackdoctor\n\nNo known failure found: 1 line, 4 B in 1 source read.\n"),
      (
        .ndjson,
        """
        {"bytes":4,"error_records":0,"explained_error_records":0,"explained_tracebacks":0,"lines":1,\
        "sources":1,"tracebacks":0,"type":"totals"}

        """
      ),
      (.github, "No known failure found: 1 line, 4 B in 1 source read.\n"),
    ] as [(ReportFormat, String)])
  func clean(_ format: ReportFormat, _ expected: String) throws {
    let diagnosis = try Corpus.withFile("one\n".utf8) { Self.doctor.scan([$0]) }
    #expect(text(diagnosis, format) == expected)
  }

  @Test("A summary ends before its limit and says how many findings it leaves out")
  func markdownLimit() throws {
    let lines = (1...50).map { "Unable to create datadir: /srv/images\($0)\n" }.joined()
    let diagnosis = try Corpus.withFile(lines.utf8) { Self.doctor.scan([$0]) }
    func summary(_ limit: Int) -> String {
      var text = ""
      MarkdownReporter(byteLimit: limit).write(diagnosis, to: &text)
      return text
    }
    let whole = summary(.max)
    #expect(whole.components(separatedBy: "\n### ").count == 51)
    let half = summary(whole.utf8.count / 2)
    #expect(half.utf8.count <= whole.utf8.count / 2)
    let shown = half.components(separatedBy: "\n### ").count - 1
    #expect((20..<25).contains(shown))
    #expect(
      half.hasSuffix("\n\(50 - shown) more findings, for which there is no room here.\n"))
    #expect(summary(0).hasSuffix("\n50 more findings, for which there is no room here.\n"))
  }
}
