internal import FailureRules
internal import Findings

/// The first screen of a page: what is most likely wrong, and how much there is of what.
struct HTMLSummary {
  private let diagnosis: Diagnosis

  init(_ diagnosis: Diagnosis) {
    self.diagnosis = diagnosis
  }

  /// What a browser's tab says.
  var title: String { "\(headline) · \(ToolIdentity.name)" }

  private var headline: String {
    if let first = diagnosis.headlines.first { return first.title }
    let failure = diagnosis.absentCount == nil ? "known failure" : "new failure"
    if !diagnosis.newUnexplained.isEmpty { return "No \(failure), but tracebacks" }
    return diagnosis.totals.sources == 0 ? "Nothing was read" : "No \(failure) found"
  }

  /// The answer, in a heading and a sentence.
  var answer: HTML {
    HTML("section", ["class": "answer \(mood)", "aria-labelledby": "answer"]) {
      if let first = diagnosis.headlines.first {
        HTML("p", ["class": "eyebrow"]) {
          HTML.badge(first.severity)
          "Most likely cause"
        }
        HTML("h1", ["id": "answer"]) { HTMLFinding.link(to: first) }
      } else {
        HTML("h1", ["id": "answer"]) { headline }
      }
      HTML("p", ["class": "sentence"]) { Summary.sentence(of: diagnosis) }
    }
  }

  private var mood: String {
    if let first = diagnosis.headlines.first { return first.severity.rawValue }
    return diagnosis.newUnexplained.isEmpty && diagnosis.totals.sources > 0 ? "good" : "unexplained"
  }

  /// How many findings of which severity there are, each a switch that shows only those, and how much of
  /// what was read is explained.
  @HTMLBuilder var figures: HTML {
    HTML("div", ["class": "figures"]) {
      HTML("div", ["class": "kinds", "role": "group", "aria-label": "Show only"]) {
        for (kind, count) in kinds where count > 0 {
          HTML(
            "button",
            ["type": "button", "class": "kind \(kind)", "data-kind": kind, "disabled": ""]
          ) {
            HTML("b") { Summary.grouped(count) }
            HTML("span") { kind }
          }
        }
      }
      meter("Error records", totals.errorRecords, totals.explainedErrorRecords)
      meter("Tracebacks", totals.tracebacks, totals.explainedTracebacks)
    }
  }

  private var totals: Diagnosis.Totals { diagnosis.totals }

  private var kinds: [(String, Int)] {
    Severity.allCases.reversed().map { severity in
      (severity.rawValue, diagnosis.findings.count { $0.severity == severity })
    } + [("unexplained", diagnosis.unexplained.count)]
  }

  @HTMLBuilder private func meter(_ title: String, _ count: Int, _ explained: Int) -> HTML {
    if count > 0 {
      HTML("div", ["class": "meter"]) {
        HTML("b") { "\(explained * 100 / count)%" }
        HTML("span") {
          "\(title) explained: \(Summary.grouped(explained)) of \(Summary.grouped(count))"
        }
        HTML(
          "meter",
          ["min": "0", "max": "\(count)", "value": "\(explained)", "aria-hidden": "true"])
      }
    }
  }
}
