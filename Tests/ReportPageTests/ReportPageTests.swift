import Foundation
import ReportPage
import Testing

struct ReportPageTests {
  @Test(
    "The policy names the style sheet and the script by their digests",
    arguments: [("style", ReportPage.style), ("script", ReportPage.script)])
  func policy(kind: String, text: String) throws {
    #expect(ReportPage.policy.contains("\(kind)-src 'sha256-\(try Self.digest(of: text))'"))
  }

  @Test("Neither style sheet nor script ends the element that it stands in")
  func ends() {
    #expect(!ReportPage.style.contains("</"))
    #expect(!ReportPage.script.contains("</"))
    #expect(!ReportPage.script.contains("<!--"))
  }

  /// What sha256sum(1) says of a text, in base64.
  private static func digest(of text: String) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "stackdoctor-\(UUID())")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["sha256sum", file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let sum = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let digits = Array(sum.prefix(64))
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
    return Data(bytes).base64EncodedString()
  }
}
