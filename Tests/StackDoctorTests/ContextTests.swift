import FailureRules
import Findings
import Foundation
import Reporting
import StackDoctor
import Testing

@Suite("Lines around evidence")
struct ContextTests {
  private static let doctor: Doctor = {
    _ = Corpus.root
    let folder = "Tests/StackDoctorTests/Golden/formats/rules"
    return Doctor(rules: RuleSet(RuleDirectory.read(folder).compactMap(\.rule)))
  }()

  private let record = "Unable to create datadir: /srv/images"

  /// The places of the first finding in a log, each as its lines before, its own and those after.
  private func places(_ text: String, context: Int) throws -> [[[String]]] {
    var doctor = Self.doctor
    doctor.contextCount = context
    let diagnosis = try Corpus.withFile(text.utf8) { doctor.scan([$0]) }
    return diagnosis.findings.first?.evidence.map { [$0.before, [$0.text], $0.after] } ?? []
  }

  @Test("As many lines before and after as were asked for, or as there are")
  func counts() throws {
    let log = "a\nb\r\n\(record)\nc\nd"
    #expect(try places(log, context: 0) == [[[], [record], []]])
    #expect(try places(log, context: 1) == [[["b"], [record], ["c"]]])
    #expect(try places(log, context: 2) == [[["a", "b"], [record], ["c", "d"]]])
    #expect(try places(log, context: 9) == [[["a", "b"], [record], ["c", "d"]]])
    #expect(try places(record, context: 3) == [[[], [record], []]])
  }

  @Test("Each place has its own, and they may overlap")
  func overlap() throws {
    #expect(
      try places("\(record)\n\nx\n\n\(record)\n", context: 2)
        == [[[], [record], ["", "x"]], [["x", ""], [record], []]])
  }

  @Test("Where chunks end makes no difference")
  func chunks() throws {
    // 256 KiB are read at a time: the record stands before, across and behind where the first ends.
    for size in stride(from: (256 << 10) - 120, through: (256 << 10) + 60, by: 7) {
      let filler =
        String(repeating: "0123456789\n", count: size / 11)
        + String(repeating: "y", count: size % 11)
      let log = "\(filler)\none\ntwo\n\(record)\nthree\nfour\nfive\n"
      #expect(try places(log, context: 2) == [[["one", "two"], [record], ["three", "four"]]])
    }
  }

  @Test("A hundred lines at most, and of each a kilobyte")
  func reach() throws {
    let filler = String(repeating: "0123456789\n", count: 100_000)
    let log = filler + record + "\n" + filler
    let found = try places(log, context: 101)
    #expect(
      found == [
        [
          Array(repeating: "0123456789", count: 100), [record],
          Array(repeating: "0123456789", count: 100),
        ]
      ])
    let long = String(repeating: "z", count: 3000)
    let cut = String(repeating: "z", count: 1024) + " …"
    #expect(try places("\(long)\n\(record)\n", context: 1) == [[[cut], [record], []]])
  }

  @Test("Secrets are masked in them, too")
  func secrets() throws {
    #expect(
      try places("connection = mysql://nova:s3cret@db/nova\n\(record)\n", context: 1)
        == [[["connection = mysql://nova:***@db/nova"], [record], []]])
  }

  @Test(
    "Text shows them beside the evidence, JSON as before and after, the page in a fainter colour")
  func reports() throws {
    var doctor = Self.doctor
    doctor.contextCount = 1
    let log =
      "2026-11-21 \u{1B}[31m画像\n\(record)\n\(String(repeating: "c", count: 50))\nx\n\(record)\n"
    let diagnosis = try Corpus.withFile(log.utf8) { path in
      (path, doctor.scan([path]))
    }
    func text(_ format: ReportFormat, isVerbose: Bool = false) -> String {
      var text = ""
      format.reporter(style: TextStyle(hasColor: false, width: 40), isVerbose: isVerbose)
        .write(diagnosis.1, to: &text)
      return text.replacing(diagnosis.0, with: "a.log")
    }
    let proof = """
        a.log:2
        (seen twice)
        1 ┊ 2026-11-21 ␛[31m画像
        2 │ Unable to create datadir: /srv/ima
          │ ges
        3 ┊ cccccccccccccccccccccccccccccccccc
          ┊ cccccccccccccccc

      """
    let lines = text(.text).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.dropFirst(1).prefix(8).joined(separator: "\n") == proof)
    let verbose = text(.text, isVerbose: true).split(
      separator: "\n", omittingEmptySubsequences: false)
    let other = """
        a.log:5
        4 ┊ x
        5 │ Unable to create datadir: /srv/ima
          │ ges

      """
    #expect(verbose.dropFirst(1).prefix(13).joined(separator: "\n") == "\(proof)\n\(other)")
    #expect(
      text(.json).contains("\"before\" : [\n            \"2026-11-21 \\u001b[31m画像\"\n          ],")
    )
    #expect(text(.html).contains("<span class=\"line context\" data-number=\"4\">x\n</span>"))
  }
}
