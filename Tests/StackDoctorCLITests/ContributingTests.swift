import Foundation
import Testing

/// The way from a log to a rule that CONTRIBUTING.md shows: its `console` blocks are commands and what
/// they print, its `yaml` block is what the reader makes of `my.yaml` in between.
@Suite("CONTRIBUTING.md")
struct ContributingTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A fenced block: what stands behind its fence, and its lines.
  private struct Block {
    var kind: String
    var lines: [Substring] = []
  }

  /// The blocks of the section whose title begins so.
  private static func blocks(ofSection title: String) throws -> [Block] {
    let text = try String(
      contentsOf: root.appending(path: "CONTRIBUTING.md"), encoding: .utf8)
    var blocks: [Block] = []
    var (isInSection, isInBlock) = (false, false)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## ") { isInSection = line.hasPrefix("## \(title)") }
      guard isInSection else { continue }
      if line.hasPrefix("```") {
        if !isInBlock { blocks.append(Block(kind: String(line.dropFirst(3)))) }
        isInBlock.toggle()
      } else if isInBlock {
        blocks[blocks.count - 1].lines.append(line)
      }
    }
    return blocks
  }

  @Test("Each command of the way from a log to a rule prints what the page says")
  func transcript() throws {
    let blocks = try Self.blocks(ofSection: "From a log that nobody explains to a rule")
    #expect(blocks.map(\.kind) == ["console", "yaml", "console"])
    let scratch = try Scratch()
    for block in blocks {
      guard block.kind == "console" else {
        _ = try scratch.file("my.yaml", block.lines.map { $0 + "\n" }.joined())
        continue
      }
      var transcript = ""
      for line in block.lines where line.hasPrefix("$ ") {
        let command = String(line.dropFirst(2))
        for word in command.split(separator: " ") where word.hasPrefix("corpus/") {
          let log = Self.root.appending(path: String(word))
          _ = try scratch.file(String(word), String(contentsOf: log, encoding: .utf8))
        }
        // The month in which the page was written.
        let shell = try Program.run(
          "-c", "\(command) 2>&1", environment: ["SOURCE_DATE_EPOCH": "1795219200"],
          in: scratch.url, by: "/bin/sh")
        transcript += "\(line)\n\(shell.output)"
      }
      #expect(transcript == block.lines.map { $0 + "\n" }.joined())
    }
  }
}
