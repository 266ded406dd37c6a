/// A report as JUnit XML, the form of testmoapp/junitxml.
package struct JUnitDocument {
  private let name: String
  private let suites: [Suite]

  /// Takes what the report is called, and its parts in order.
  package init(name: String, suites: [Suite]) {
    self.name = name
    self.suites = suites
  }

  /// Cases about one thing.
  package struct Suite {
    var name: String
    var file: String?
    var cases: [Case]

    package init(name: String, file: String? = nil, cases: [Case]) {
      self.name = name
      self.file = file
      self.cases = cases
    }
  }

  /// What was looked at, and what came of it.
  package struct Case {
    var className: String
    var name: String
    var file: String?
    var outcome: Outcome

    package init(className: String, name: String, file: String? = nil, outcome: Outcome) {
      self.className = className
      self.name = name
      self.file = file
      self.outcome = outcome
    }
  }

  /// What came of a case.
  package enum Outcome {
    case passed
    /// Some readers show nothing of a failure but its text, so that the text says all of it.
    case failure(type: String, message: String, text: String)
    /// Nobody knows, because something could not be read.
    case error(message: String)
    case skipped(message: String)
  }

  /// Appends the whole document.
  package func write(to output: inout some TextOutputStream) {
    output.write(#"<?xml version="1.0" encoding="UTF-8"?>"# + "\n")
    let counts = Counts(suites.flatMap(\.cases))
    output.write(#"<testsuites name="\#(XMLText.escaped(name))" \#(counts.attributes)>"# + "\n")
    for suite in suites {
      output.write("  <testsuite\(Self.attributes(suite.name, suite.file))")
      let counts = Counts(suite.cases)
      output.write(" \(counts.attributes) skipped=\"\(counts.skipped)\">\n")
      for item in suite.cases { write(item, to: &output) }
      output.write("  </testsuite>\n")
    }
    output.write("</testsuites>\n")
  }

  private func write(_ item: Case, to output: inout some TextOutputStream) {
    output.write(#"    <testcase classname="\#(XMLText.escaped(item.className))""#)
    output.write(Self.attributes(item.name, item.file))
    switch item.outcome {
    case .passed:
      output.write("/>\n")
      return
    case .failure(let type, let message, let text):
      let start =
        #"<failure type="\#(XMLText.escaped(type))" message="\#(XMLText.escaped(message))">"#
      output.write(">\n      \(start)\(XMLText.escaped(text))</failure>\n")
    case .error(let message):
      output.write(">\n      <error message=\"\(XMLText.escaped(message))\"/>\n")
    case .skipped(let message):
      output.write(">\n      <skipped message=\"\(XMLText.escaped(message))\"/>\n")
    }
    output.write("    </testcase>\n")
  }

  private static func attributes(_ name: String, _ file: String?) -> String {
    #" name="\#(XMLText.escaped(name))""#
      + (file.map { #" file="\#(XMLText.escaped($0))""# } ?? "")
  }

  private struct Counts {
    private let cases: Int
    private var failures = 0
    private var errors = 0
    private(set) var skipped = 0

    init(_ cases: [Case]) {
      self.cases = cases.count
      for item in cases {
        switch item.outcome {
        case .passed: break
        case .failure: failures += 1
        case .error: errors += 1
        case .skipped: skipped += 1
        }
      }
    }

    /// Those that all elements have: Jenkins' schema knows of no `skipped` at the root.
    var attributes: String {
      #"tests="\#(cases)" failures="\#(failures)" errors="\#(errors)""#
    }
  }
}
