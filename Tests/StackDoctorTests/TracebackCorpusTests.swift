import Findings
import Foundation
import StackDoctor
import Testing
import Tracebacks

/// The tracebacks of one log, as a person labelled them.
private struct Labels: Decodable {
  struct Label: Decodable {
    var lines: [Int]
    var language: String
    var exceptionType: String?
    var embedded: Bool?
    /// Lines that may or may not be counted.
    var optionalLines: [Int]?

    enum CodingKeys: String, CodingKey {
      case lines, language, embedded
      case exceptionType = "exception_type"
      case optionalLines = "optional_lines"
    }
  }

  var tracebacks: [Label]
}

@Suite("Labelled tracebacks")
struct TracebackCorpusTests {
  /// Labels that no traceback has exactly, and tracebacks that touch no label.
  private func gaps(in name: String, _ labels: [Labels.Label], _ found: [TracebackRecord])
    -> [String]
  {
    var rest = found
    var gaps: [String] = []
    for label in labels {
      let optional = Set(label.optionalLines ?? [])
      let index = rest.firstIndex { record in
        Set(record.lines.joined()).subtracting(optional) == Set(label.lines).subtracting(optional)
          && record.language == label.language
          && (label.exceptionType == nil || record.exception == label.exceptionType)
          && record.isEmbedded == (label.embedded ?? false)
      }
      if let index {
        rest.remove(at: index)
      } else {
        let lines = "\(label.lines.first ?? 0)-\(label.lines.last ?? 0)"
        gaps.append("\(name): not exact: \(lines) \(label.exceptionType ?? "cut")")
      }
    }
    let labelled = Set(labels.flatMap { $0.lines + ($0.optionalLines ?? []) })
    for record in rest where labelled.isDisjoint(with: record.lines.joined()) {
      gaps.append(
        "\(name): no traceback: \(record.lines.first?.lowerBound ?? 0) \(record.exception)")
    }
    return gaps
  }

  private func gaps(in folder: String) throws -> [String] {
    let directory = Corpus.root.appending(path: "corpus/tracebacks/\(folder)")
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
      .filter { $0.hasSuffix(".log") }.sorted()
    try #require(!names.isEmpty)
    return try names.flatMap { name in
      let stem = name.dropLast(4)
      let data = try Data(contentsOf: directory.appending(path: "\(stem).expected.json"))
      var found: [TracebackRecord] = []
      _ = Doctor().collectTracebacks(["corpus/tracebacks/\(folder)/\(name)"]) {
        found.append($0)
      } watch: { _ in
        true
      }
      let firstLines = found.compactMap(\.lines.first?.lowerBound)
      #expect(firstLines == firstLines.sorted(), "\(name): in order of first lines")
      return gaps(
        in: String(stem), try JSONDecoder().decode(Labels.self, from: data).tracebacks, found)
    }
  }

  @Test(
    "Every labelled traceback is found exactly, and nothing else",
    arguments: ["python", "carriers", "managed", "native", "mixed", "none"])
  func exact(_ folder: String) throws {
    #expect(try gaps(in: folder) == [])
  }

  @Test(
    "The calls of a record stand outermost first, whatever the order in which they were printed")
  func order() {
    var functions: [String] = []
    _ = Doctor().collectTracebacks(["corpus/tracebacks/managed/java-no-message.log"]) {
      functions = $0.frames.map(\.function)
    } watch: { _ in
      true
    }
    #expect(functions == ["shop.OrderService.main", "shop.OrderService.bare"])
  }
}
