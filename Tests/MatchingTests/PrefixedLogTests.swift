import Foundation
import LogReading
import Matching
import Testing
import TracebackPictures
import Tracebacks

@Suite("Logs that something has given a prefix")
struct PrefixedLogTests {
  /// The logs of a folder that no carrier has touched, whose names begin so.
  private func logs(in folder: String, beginning names: [String]) throws -> [(String, String)] {
    let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "corpus/tracebacks/\(folder)")
    let carriers = ["compose", "cri", "docker", "github", "interleaved", "json", "stern"]
    return try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
      .filter { name in
        name.hasSuffix(".log") && names.contains { name.hasPrefix($0) }
          && !carriers.contains { name.contains($0) }
      }
      .map {
        ($0, String(decoding: try Data(contentsOf: directory.appending(path: $0)), as: UTF8.self))
      }
  }

  /// What is found, the records before the traces left out: a prefix makes a record of every line.
  private func pictures(of text: String) -> [String] {
    TracebackReading.tracebacks(in: text).map {
      $0.picture.replacing(", after a record", with: "")
    }
  }

  private func expectSame(_ logs: [(String, String)], behind prefix: String) throws {
    try #require(!logs.isEmpty)
    for (name, text) in logs {
      // By bytes: a carriage return and a line feed are one character.
      let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let carried = lines.enumerated().map { index, line in
        index == lines.count - 1 && line.isEmpty
          ? "" : prefix + String(decoding: line, as: UTF8.self)
      }
      #expect(pictures(of: carried.joined(separator: "\n")) == pictures(of: text), "\(name)")
    }
  }

  @Test(
    "docker compose's prefix changes nothing in a log",
    arguments: [
      (
        "managed",
        ["dotnet", "elixir", "erlang-e", "erlang-g", "lua", "node", "perl", "php", "ruby"]
      ),
      (
        "managed", ["java-c", "java-e", "java-j", "java-l", "java-m", "java-n", "java-s", "java-t"]
      ),
      ("native", ["c", "cpp", "go", "rust", "swift"]),
    ])
  func compose(_ folder: String, _ names: [String]) throws {
    try expectSame(try logs(in: folder, beginning: names), behind: "web-1  | ")
  }

  @Test(
    "A prefix that nobody knows changes nothing in a log of a language whose calls are marked",
    arguments: ["pay-0 app ", "[2026-11-21 10:00:00 +0000] [7] [ERROR] "])
  func unknown(_ prefix: String) throws {
    let managed = try logs(
      in: "managed", beginning: ["dotnet", "java-c", "java-e", "java-n", "java-s", "node", "php"])
    let native = try logs(in: "native", beginning: ["go"])
    try expectSame(managed + native, behind: prefix)
  }
}
