import Findings
import Foundation
import LogReading
import StackDoctor
import Testing

/// Files that are read and searched by several threads.
struct JobsTests {
  @Test("The report does not depend on the number of threads")
  func sameReport() throws {
    try withLogs { paths in
      let alone = summary(doctor(jobs: 1).scan(paths))
      for jobs in [2, 3, 64] {
        #expect(summary(doctor(jobs: jobs).scan(paths)) == alone)
      }
    }
  }

  @Test("Tracebacks are handed on in the same order")
  func sameTracebacks() throws {
    try withLogs { paths in
      let lists = [1, 3].map { jobs in
        var list: [String] = []
        _ = doctor(jobs: jobs).collectTracebacks(paths) {
          list.append("\($0.source):\($0.evidence.line) \($0.exception)")
        } watch: { _ in
          true
        }
        return list
      }
      #expect(lists[0].count > 1000)
      #expect(lists[0] == lists[1])
    }
  }

  @Test("A scan that is stopped ends, however far the others have read")
  func stopped() throws {
    try withLogs { paths in
      for limit in [1, 2, 7] {
        var chunks = 0
        let diagnosis = doctor(jobs: 3).scan(paths) { _ in
          chunks += 1
          return chunks < limit
        }
        #expect(chunks == limit)
        #expect(diagnosis.totals.sources == 1)
      }
    }
  }

  private func doctor(jobs: Int) -> Doctor {
    var doctor = Doctor()
    doctor.jobs = jobs
    return doctor
  }

  private func summary(_ diagnosis: Diagnosis) -> [String] {
    diagnosis.findings.map {
      "\($0.rule) \($0.captures.sorted(by: <)) \($0.count) \($0.evidence.map(\.line))"
    } + diagnosis.unexplained.map { "\($0.first.exception) \($0.count) \($0.first.lines)" }
      + diagnosis.problems.map { "\($0.source): \($0.message)" } + ["\(diagnosis.totals)"]
  }

  /// Lends paths of some files of 40 MB together, among them one that is binary, one that is missing, one
  /// that is empty, one with a line of 3 MB, and an archive.
  private func withLogs(_ body: ([String]) throws -> Void) throws {
    let corpus = ["corpus/seeds", "corpus/founding", "corpus/tracebacks/python"]
    let logs = try corpus.flatMap { folder in
      let url = Corpus.root.appending(path: folder)
      return try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
        .filter { !$0.hasSuffix(".json") }.map { try Data(contentsOf: url.appending(path: $0)) }
    }
    let all = logs.reduce(Data()) { $0 + $1 + Data("\n".utf8) }
    var long = all
    long += Data(repeating: UInt8(ascii: "x"), count: 3 << 20)
    long += Data(" ERROR glance [-] Adding images to store is disabled.\n".utf8) + all
    let many = (0..<6).reduce(into: Data()) { data, _ in data += all }
    try Corpus.withFile(many) { many in
      try Corpus.withFile(Data([0x7F, 0x45, 0x4C, 0x46, 0, 0]) + all) { binary in
        try Corpus.withFile(Data()) { empty in
          try Corpus.withFile(long) { long in
            try Corpus.withFile(Data()) { tar in
              let members = [many, binary, long].map { String($0.dropFirst()) }
              try Corpus.run(["tar", "cf", tar, "-C", "/"] + members, in: Corpus.root)
              try body([many, binary, "/no/such/file", empty, long, tar])
            }
          }
        }
      }
    }
  }
}
