import FailureRules
import Findings
import Foundation
import Reporting
import StackDoctor
import Testing

/// What the golden pages do not show.
struct PageTests {
  private func page(_ diagnosis: Diagnosis) -> String {
    var text = ""
    HTMLReporter().write(diagnosis, to: &text)
    return text
  }

  @Test("A page without findings says so in its heading and its title")
  func clean() throws {
    #expect(page(Diagnosis()).contains(#"<h1 id="answer">Nothing was read</h1>"#))
    let clean = page(try Corpus.withFile("one\n".utf8) { Doctor.withoutRules.scan([$0]) })
    #expect(clean.contains(#"<h1 id="answer">No known failure found</h1>"#))
    #expect(clean.contains("<title>No known failure found · stackdoctor</title>"))
    #expect(!clean.contains("<article"))
    #expect(!clean.contains(#"<section id="#))
  }

  @Test(
    "Of a long traceback the first and the last lines are shown, and how many are not",
    arguments: [(41, nil), (42, "… 2 lines …"), (1000, "… 960 lines …")] as [(Int, String?)])
  func traceback(lineCount: Int, expected: String?) throws {
    let calls = (2..<lineCount).map { "  File \"/srv/app.py\", line \($0), in f\($0)" }
    let lines = ["Traceback (most recent call last):"] + calls + ["ValueError: x", ""]
    let text = page(
      try Corpus.withFile(lines.joined(separator: "\n").utf8) { Doctor.withoutRules.scan([$0]) })
    let shown = text.components(separatedBy: #"<span class="line""#).dropFirst()
    #expect(shown.count == min(lineCount, 41))
    #expect(shown.contains { $0.contains("…") } == (expected != nil))
    if let expected { #expect(text.contains(expected)) }
    #expect(text.contains(">ValueError: x\n</span>"))
  }

  @Test("Only the reports that show them ask when errors were written")
  func timelines() {
    #expect(ReportFormat.allCases.filter(\.showsTimeline) == [.json, .ndjson, .html])
    #expect(Doctor().scan([]).timeline == nil)
  }
}
