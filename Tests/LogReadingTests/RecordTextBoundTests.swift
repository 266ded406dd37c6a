import LogReading
import Testing

@Suite("Bounds of a record's text")
struct RecordTextBoundTests {
  @Test("A record keeps its bounds, however many lines it is given")
  func record() {
    var text = RecordText()
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: 200)
    for index in 0..<200 {
      text.append(line.span, at: LogPosition(source: 0, line: index + 1, byteOffset: index * 201))
    }
    #expect(text.bytes.count <= RecordText.sizeLimit)
    #expect(text.lines.count <= RecordText.lineLimit)
  }
}
