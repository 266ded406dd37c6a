import FailureRules
import Findings
import Foundation
import StackDoctor
import Testing

@Suite("Scanning the corpus")
struct CorpusTests {
  /// One line a finding: rank, rule, places, captures; symptoms are moved in.
  private func outline(_ diagnosis: Diagnosis) -> String {
    diagnosis.findings.map { finding in
      let places = finding.evidence.map {
        "\($0.source):\($0.line)\($0.endLine > $0.line ? "-\($0.endLine)" : "")"
      }
      let captures = finding.captures.sorted { $0.key < $1.key }.map {
        "      \($0.key) = \($0.value.replacingOccurrences(of: "\n", with: "⏎"))"
      }
      return
        (["\(finding.isSymptom ? "  " : "")\(finding.severity) \(finding.rule) ×\(finding.count)"]
        + places.map { "    \($0)" } + captures).joined(separator: "\n")
    }.joined(separator: "\n") + "\n"
  }

  @Test("Every failure of the seeds is named by its own rule, at its lines, with its values")
  func seeds() throws {
    _ = Corpus.root
    let found = outline(Doctor().scan(["corpus/seeds"]))
    #expect(try Corpus.golden("seeds-outline.txt", for: found) == found)
  }

  @Test("Each founding failure that was provoked is diagnosed")
  func founding() throws {
    let directory = Corpus.root.appending(path: "corpus/founding")
    let logs = try FileManager.default.contentsOfDirectory(atPath: directory.path)
      .filter { $0.hasSuffix(".log") }.sorted()
    let found = logs.map { name in
      let diagnosis = Doctor().scan(["corpus/founding/\(name)"])
      let unexplained = diagnosis.unexplained.map {
        "unexplained \($0.first.exception) ×\($0.count) at \($0.first.evidence.line)\n"
      }
      return "== \(name)\n\(outline(diagnosis))\(unexplained.joined())"
    }.joined()
    #expect(try Corpus.golden("founding-outline.txt", for: found) == found)
  }

  @Test("One stream of all seeds gives the same findings as their files")
  func oneStream() throws {
    let directory = Corpus.root.appending(path: "corpus/seeds")
    let logs = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
    let stream = try logs.reduce(into: Data()) {
      $0 += try Data(contentsOf: directory.appending(path: $1))
    }
    let together = try Corpus.withFile(stream) { Doctor().scan([$0]) }
    let apart = Doctor().scan(["corpus/seeds"])
    #expect(Set(together.findings.map(\.fingerprint)) == Set(apart.findings.map(\.fingerprint)))
  }

  @Test("Nothing of weight is found in the logs of healthy services")
  func clean() {
    _ = Corpus.root
    let diagnosis = Doctor().scan(["corpus/clean"])
    #expect(diagnosis.findings.filter { $0.severity >= .medium } == [])
    #expect(diagnosis.unexplained == [])
    #expect(diagnosis.problems == [])
    #expect(diagnosis.totals.lines > 5000)
  }

  @Test("Nothing of weight is found in the healthy controls beside the provoked failures")
  func controls() {
    _ = Corpus.root
    let diagnosis = Doctor().scan([
      "corpus/founding/healthy-nova-api.log", "corpus/founding/healthy-glance-api-upload-zed.log",
    ])
    #expect(diagnosis.findings.filter { $0.severity >= .medium } == [])
    #expect(diagnosis.unexplained == [])
  }
}
