import Findings
import Foundation
import Reporting
import StackDoctor
import Testing

@Suite("Reports")
struct ReportTests {
  struct Case: CustomTestStringConvertible {
    var golden: String
    var format: ReportFormat
    var style: TextStyle

    var testDescription: String { golden }
  }

  private func text(_ diagnosis: Diagnosis, _ format: ReportFormat, _ style: TextStyle) -> String {
    var text = ""
    format.reporter(style: style).write(diagnosis, to: &text)
    return text
  }

  @Test(
    "Each format writes the seeds' failures as its golden file shows",
    arguments: [
      Case(golden: "seeds.txt", format: .text, style: TextStyle(hasColor: false, width: 100)),
      Case(golden: "seeds-narrow.txt", format: .text, style: TextStyle(hasColor: false, width: 48)),
      Case(golden: "seeds-color.txt", format: .text, style: TextStyle(hasColor: true, width: 80)),
      Case(golden: "seeds.json", format: .json, style: TextStyle(hasColor: true, width: 80)),
      Case(golden: "seeds.github", format: .github, style: TextStyle(hasColor: true, width: 80)),
    ])
  func golden(_ example: Case) throws {
    _ = Corpus.root
    let found = text(Doctor().scan(["corpus/seeds"]), example.format, example.style)
    #expect(try Corpus.golden(example.golden, for: found) == found)
  }

  @Test("The picture in the README is what the program prints")
  func readme() throws {
    let readme = try String(contentsOf: Corpus.root.appending(path: "README.md"), encoding: .utf8)
    let log = "corpus/seeds/000-nova-requirements.log"
    let found = text(Doctor().scan([log]), .text, TextStyle(hasColor: false, width: 80))
    #expect(readme.contains("$ stackdoctor scan \(log)\n\(found)```"))
  }

  @Test("A clean scan says so in one line, with what was read")
  func clean() throws {
    let found = try Corpus.withFile("one\ntwo\n".utf8) {
      text(Doctor().scan([$0]), .text, TextStyle(hasColor: false, width: 80))
    }
    #expect(found == "No known failure found: 2 lines, 8 B in 1 source read.\n")
  }

  @Test("The JSON report of nothing has all its keys")
  func emptyJSON() throws {
    let found = text(Diagnosis(), .json, TextStyle(hasColor: false, width: 80))
    let document = try JSONSerialization.jsonObject(with: Data(found.utf8)) as? [String: Any]
    #expect(
      document?.keys.sorted() == [
        "findings", "problems", "schema_version", "tool", "totals", "unexplained",
      ])
    #expect(
      (document?["totals"] as? [String: Int]) == [
        "sources": 0, "lines": 0, "bytes": 0, "error_records": 0, "explained_error_records": 0,
        "tracebacks": 0, "explained_tracebacks": 0,
      ])
  }

  @Test(
    "Nothing that a log holds can control the terminal", arguments: [ReportFormat.text, .github])
  func controlCharacters(_ format: ReportFormat) throws {
    let hostile =
      "Unable to create datadir: /\u{1B}]0;owned\u{7}\u{1B}[2J\u{202E}x \u{9B}31m\u{85}\u{0}\u{1}\r\n"
    let found = try Corpus.withFile(hostile.utf8) {
      text(Doctor().scan([$0]), format, TextStyle(hasColor: false, width: 80))
    }
    #expect(found.contains("␁") == (format == .text))
    #expect(!found.contains("owned"))
    let controls = found.unicodeScalars.filter {
      ($0.properties.generalCategory == .control && $0 != "\n") || $0 == "\u{202E}"
    }
    #expect(controls.isEmpty)
  }

  @Test("GitHub shows ten annotations of a kind; the last says how many more there are")
  func gitHubLimit() throws {
    func annotations(_ count: Int) throws -> [Substring] {
      let lines = (1...count).map { "Unable to create datadir: /srv/images\($0)\n" }.joined()
      return try Corpus.withFile(lines.utf8) {
        text(Doctor().scan([$0]), .github, TextStyle(hasColor: false, width: 80))
      }.split(separator: "\n").filter { $0.hasPrefix("::error") }
    }
    #expect(try annotations(10).count == 10)
    let eleven = try annotations(11)
    #expect(eleven.count == 10)
    #expect(
      eleven.last
        == "::error title=stackdoctor::2 more of this kind are in the step's log")
  }
}
