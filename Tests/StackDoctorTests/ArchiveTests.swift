import Findings
import Foundation
import Reporting
import StackDoctor
import Testing

/// What tools have compressed and packed.
struct ArchiveTests {
  /// A directory of logs as a node has them, and what is made of it; removed with its owner.
  private final class Node {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "stackdoctor-\(UUID().uuidString)")

    /// Copies logs of the corpus to `logs`; those of one are cut into a rotated set.
    init() throws {
      let logs = url.appending(path: "logs")
      for folder in ["seeds", "founding"] {
        try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
          at: Corpus.root.appending(path: "corpus/\(folder)"),
          to: logs.appending(path: folder))
      }
      let whole = logs.appending(path: "seeds/000-nova-requirements.log")
      let lines = try String(contentsOf: whole, encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false)
      for (name, range) in [(".log.2", 0..<5), (".log.1", 5..<15), (".log", 15..<lines.count)] {
        let end = range.upperBound == lines.count ? "" : "\n"
        try (lines[range].joined(separator: "\n") + end).write(
          to: logs.appending(path: "seeds/000-nova-requirements\(name)"), atomically: true,
          encoding: .utf8)
      }
      try run("gzip", "logs/seeds/000-nova-requirements.log.2")
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func run(_ arguments: String...) throws { try Corpus.run(arguments, in: url) }

    /// The report on something in the directory, without the directory's path.
    func report(_ name: String, jobs: Int = 1, _ format: ReportFormat = .json) -> String {
      var doctor = Doctor()
      doctor.jobs = jobs
      var text = ""
      format.reporter(style: TextStyle(hasColor: false, width: 100))
        .write(doctor.scan(["\(url.path)/\(name)"]), to: &text)
      return text.replacing(url.path + "/", with: "")
    }
  }

  @Test(
    "An archive has the findings of the directory that it was made of",
    arguments: [["tar", "cJf"], ["tar", "czf"], ["tar", "cf"]])
  func sameFindings(_ command: [String]) throws {
    let node = try Node()
    try node.run(command[0], command[1], "x", "--sort=name", "logs")
    let unpacked = node.report("logs").replacing("\"logs/", with: "\"x!/logs/")
    #expect(node.report("x") == unpacked)
    for jobs in [2, 5] { #expect(node.report("x", jobs: jobs) == unpacked) }
  }

  @Test("A traceback over three files in a tarball is whole, and each line has its file's number")
  func golden() throws {
    let node = try Node()
    let set = ["", ".1", ".2.gz"].map { "000-nova-requirements.log\($0)" }
    try Corpus.run(["tar", "czf", "sos.tar.gz", "-C", "logs/seeds"] + set, in: node.url)
    let found = node.report("sos.tar.gz", .text)
    #expect(try Corpus.golden("archive.txt", for: found) == found)
  }
}
