internal import FailureRules
package import Findings
internal import LogReading
internal import ReportPage

/// A page for people: one file that asks for no other, with a policy under which nothing in it could.
///
/// It is whole without its script, which adds search, filters, copying, and the choice of colours.
/// Size: what a diagnosis holds, of a traceback ``HTMLTraceback`` a few lines, and a time line of at most
/// ``TimelineChart/rowLimit`` rows of ``TimelineChart/columnLimit`` columns.
package struct HTMLReporter: Reporter {
  /// Causes that are open at first.
  private static let openLimit = 3

  package init() {}

  package func write(_ diagnosis: Diagnosis, to output: inout some TextOutputStream) {
    let summary = HTMLSummary(diagnosis)
    let page = HTML.page(language: "en") {
      HTML("head") {
        HTML(empty: "meta", ["charset": "utf-8"])
        HTML(
          empty: "meta",
          ["http-equiv": "Content-Security-Policy", "content": ReportPage.policy])
        HTML(
          empty: "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        HTML(empty: "meta", ["name": "color-scheme", "content": "light dark"])
        HTML(empty: "meta", ["name": "referrer", "content": "no-referrer"])
        HTML("title") { summary.title }
        HTML(empty: "link", ["rel": "icon", "href": ReportPage.icon])
        HTML("style", verbatim: ReportPage.style)
      }
      HTML("body") {
        Self.header(sections(of: diagnosis))
        HTML("main", ["id": "main"]) {
          summary.answer
          summary.figures
          HTMLTimeline(diagnosis.timeline)?.section ?? HTML()
          Self.toolbar(Set(diagnosis.findings.map(\.component)).sorted())
          for section in sections(of: diagnosis) { section.content }
        }
        Self.footer
        HTML("script", verbatim: ReportPage.script)
      }
    }
    output.write(page)
  }

  // MARK: around what was found

  private static func header(_ sections: [Section]) -> HTML {
    HTML("header", ["class": "top"]) {
      HTML("a", ["class": "skip", "href": "#main"]) { "Skip to the answer" }
      HTML("span", ["class": "name"]) { ToolIdentity.name }
      HTML("nav", ["aria-label": "Parts of this page"]) {
        for section in sections {
          HTML("a", ["href": "#\(section.id)"]) {
            "\(section.title) "
            HTML("b") { Summary.grouped(section.count) }
          }
        }
      }
      HTML("button", ["type": "button", "id": "theme", "hidden": ""]) { "Dark" }
    }
  }

  /// Search and filters, shown where there is a script.
  private static func toolbar(_ components: [String]) -> HTML {
    HTML("div", ["class": "toolbar", "role": "search", "hidden": ""]) {
      HTML("label", ["class": "field"]) {
        HTML("span", ["class": "hint"]) { "Search" }
        HTML(
          empty: "input",
          [
            "type": "search", "id": "search", "placeholder": "Search titles, logs, commands…",
            "autocomplete": "off", "spellcheck": "false", "aria-keyshortcuts": "/",
          ])
      }
      HTML("label", ["class": "field"]) {
        HTML("span", ["class": "hint"]) { "Component" }
        HTML("select", ["id": "component"]) {
          HTML("option", ["value": ""]) { "All components" }
          for component in components { HTML("option", ["value": component]) { component } }
        }
      }
      HTML("button", ["type": "button", "id": "fold", "aria-pressed": "false"]) { "Open all" }
      HTML("output", ["id": "shown", "aria-live": "polite"])
    }
  }

  private static var footer: HTML {
    HTML("footer", ["class": "end"]) {
      "\(ToolIdentity.name) \(ToolIdentity.version)"
      HTML("span", ["class": "keys", "hidden": ""]) {
        HTML("kbd") { "/" }
        " search, "
        HTML("kbd") { "Esc" }
        " show all again"
      }
    }
  }

  // MARK: what was found

  /// A list of cards or notes with a heading.
  private struct Section {
    var id: String
    var title: String
    var count: Int
    var content: HTML
  }

  /// Those that hold something.
  private func sections(of diagnosis: Diagnosis) -> [Section] {
    let causes = diagnosis.headlines
    let told = Set(causes.map(\.fingerprint))
    let symptoms = diagnosis.findings.filter {
      $0.standing == .counts && !told.contains($0.fingerprint)
    }
    let known = diagnosis.findings.filter { $0.standing == .known }
    let knownTracebacks = diagnosis.unexplained.filter { $0.standing == .known }
    let ignored = diagnosis.findings.filter { $0.ignored != nil }
    let ignoredTracebacks = diagnosis.unexplained.filter { $0.ignored != nil }
    var sections: [Section] = []
    func add(
      _ id: String, _ title: String, _ count: Int, note: String? = nil,
      @HTMLBuilder content: () -> HTML
    ) {
      guard count > 0 else { return }
      let content = HTML.section(id, title, note: note, content: content)
      sections.append(Section(id: id, title: title, count: count, content: content))
    }
    add("causes", "Causes", causes.count) {
      for (index, finding) in causes.enumerated() {
        HTMLFinding(finding, among: diagnosis.findings).card(isOpen: index < Self.openLimit)
      }
    }
    add("symptoms", "Symptoms", symptoms.count, note: "Each follows from a cause above.") {
      for finding in symptoms {
        HTMLFinding(finding, among: diagnosis.findings).card(isOpen: false)
      }
    }
    add(
      "unexplained", "Unexplained tracebacks", diagnosis.newUnexplained.count,
      note: "No rule knows them; those of the same types and calls are one."
    ) {
      for kind in diagnosis.newUnexplained { HTMLTraceback(kind).card }
    }
    add(
      "known", "Known", known.count + knownTracebacks.count,
      note: "The baseline knows these; they fail no run."
    ) {
      for finding in known {
        HTMLFinding(finding, among: diagnosis.findings).card(isOpen: false)
      }
      for kind in knownTracebacks { HTMLTraceback(kind).card }
    }
    add(
      "ignored", "Ignored", ignored.count + ignoredTracebacks.count,
      note: "The project does not want to hear of these; they fail no run."
    ) {
      for finding in ignored {
        HTMLFinding(finding, among: diagnosis.findings).card(isOpen: false)
      }
      for kind in ignoredTracebacks { HTMLTraceback(kind).card }
    }
    add("problems", "Notes on the scan", diagnosis.problems.count) {
      HTML("ul", ["class": "problems"]) {
        for problem in diagnosis.problems {
          HTML("li", ["class": problem.kind == .failure ? "failure" : "note"]) {
            ProblemText.line(problem)
          }
        }
      }
    }
    return sections
  }
}
