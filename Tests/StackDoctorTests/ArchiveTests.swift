import Findings
import Foundation
import Reporting
import StackDoctor
import Testing
import WrittenJournals

/// What tools have compressed and packed.
struct ArchiveTests {
  /// A directory of logs as a node has them, and what is made of it; removed with its owner.
  private final class Node {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "stackdoctor-\(UUID().uuidString)")
    private static let folders = ["seeds", "founding", "glance", "nova"]

    /// Copies logs of the corpus to `plain`, and as rotated sets to `logs`.
    init() throws {
      for folder in Self.folders {
        try FileManager.default.createDirectory(
          at: url.appending(path: "logs/\(folder)"), withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
          at: url.appending(path: "plain/\(folder)"), withIntermediateDirectories: true)
        let folderURL = Corpus.root.appending(path: "corpus/\(folder)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folderURL.path).sorted()
        for (index, name) in names.filter({ $0.hasSuffix(".log") }).enumerated() {
          let bytes = try Data(contentsOf: folderURL.appending(path: name))
          try bytes.write(to: url.appending(path: "plain/\(folder)/\(name)"))
          try rotate(bytes, as: "logs/\(folder)/\(name)", hasDates: index % 2 == 1)
        }
      }
      try run("find", "logs", "-name", "*.log.2", "-exec", "gzip", "{}", "+")
      try run("find", "logs", "-name", "*-20261119", "-exec", "xz", "-0", "{}", "+")
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a log in three files, as logrotate cuts them.
    private func rotate(_ bytes: Data, as name: String, hasDates: Bool) throws {
      let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      // So that evidence of the first seed lies in two files.
      let cuts = [0, lines.count / 3, lines.count * 15 / 17, lines.count]
      let suffixes = hasDates ? ["-20261119", "-20261120", ""] : [".2", ".1", ""]
      for (index, suffix) in suffixes.enumerated() {
        var part = Data(lines[cuts[index]..<cuts[index + 1]].joined(separator: [0x0A]))
        if cuts[index] < cuts[index + 1], !suffix.isEmpty { part.append(0x0A) }
        try part.write(to: url.appending(path: name + suffix))
      }
    }

    /// Adds what systemd-journald keeps of a host: two files, between which a traceback is cut.
    func addJournal() throws {
      let log = Corpus.root.appending(path: "corpus/seeds/000-nova-requirements.log")
      let lines = try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
      let entries = lines.enumerated().map { number, line in
        WrittenJournal.Entry(
          number, String(line), ["_SYSTEMD_UNIT": "nova-api.service", "_PID": "7", "PRIORITY": "6"])
      }
      let folder = url.appending(path: "logs/journal/\(WrittenJournal.bootID(0))")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, part) in [("system@1", entries[..<8]), ("system", entries[8...])] {
        try Data(WrittenJournal.bytes(Array(part)))
          .write(to: folder.appending(path: "\(name).journal"))
      }
    }

    func run(_ arguments: String...) throws { try Corpus.run(arguments, in: url) }

    func scan(_ name: String, jobs: Int = 1) -> Diagnosis {
      var doctor = Doctor()
      doctor.jobs = jobs
      return doctor.scan(["\(url.path)/\(name)"])
    }

    /// The report on something in the directory, without the directory's path.
    func report(_ name: String, jobs: Int = 1, _ format: ReportFormat = .json) -> String {
      var text = ""
      format.reporter(style: TextStyle(hasColor: false, width: 100))
        .write(scan(name, jobs: jobs), to: &text)
      return text.replacing(url.path + "/", with: "")
    }
  }

  @Test(
    "An archive has the findings of the directory that it was made of",
    arguments: [["tar", "cJf"], ["tar", "czf"], ["tar", "cf"]])
  func sameFindings(_ command: [String]) throws {
    let node = try Node()
    #if os(Linux)
      try node.addJournal()
    #endif
    try node.run(command[0], command[1], "x", "--sort=name", "logs")
    let unpacked = node.report("logs").replacing("\"logs/", with: "\"x!/logs/")
    #expect(node.report("x") == unpacked)
    #if os(Linux)
      #expect(
        unpacked.contains(
          "\"x!/logs/journal/\(WrittenJournal.bootID(0))!/\(WrittenJournal.bootID(1))\""))
    #endif
    for jobs in [2, 5] { #expect(node.report("x", jobs: jobs) == unpacked) }
  }

  @Test("Rotated and compressed logs have the findings of the logs before they were cut")
  func rotated() throws {
    func outline(_ diagnosis: Diagnosis) -> [String] {
      diagnosis.findings.map { "\($0.fingerprint) \($0.rule) \($0.count)" }.sorted()
        + diagnosis.unexplained.map { "\($0.fingerprint) \($0.count)" }.sorted()
        + ["\(diagnosis.totals.lines) lines, \(diagnosis.totals.tracebacks) tracebacks"]
    }
    let node = try Node()
    let whole = outline(node.scan("plain"))
    #expect(whole.count > 50)
    #expect(outline(node.scan("logs")) == whole)
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
