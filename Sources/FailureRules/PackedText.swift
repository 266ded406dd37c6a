/// Writes fields in the form of ``RulePack``.
struct PackWriter {
  private(set) var output = ""

  mutating func text(_ text: String) {
    output += "\(text.utf8.count):\(text)"
  }

  mutating func number(_ number: Int) { output += "\(number);" }

  mutating func optional(_ text: String?) {
    list(text.map { [$0] } ?? []) { $0.text($1) }
  }

  mutating func list<Element>(
    _ elements: [Element], _ write: (inout PackWriter, Element) -> Void
  ) {
    number(elements.count)
    for element in elements { write(&self, element) }
  }
}

/// Reads the fields that ``PackWriter`` wrote, in the same order.
struct PackReader {
  /// The text is not one that a writer wrote.
  struct Malformed: Error {}

  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  init(_ text: StaticString) {
    self.init(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { index == bytes.count }

  mutating func text() throws -> String { String(decoding: try field(), as: UTF8.self) }

  mutating func byteText() throws -> [UInt8] { Array(try field()) }

  mutating func number() throws -> Int { try number(endedBy: UInt8(ascii: ";")) }

  mutating func optional() throws -> String? { try list { try $0.text() }.first }

  mutating func list<Element>(
    _ read: (inout PackReader) throws -> Element
  ) throws -> [Element] {
    let count = try number()
    // An element takes two bytes or more.
    guard count <= (bytes.count - index) / 2 else { throw Malformed() }
    var elements: [Element] = []
    elements.reserveCapacity(count)
    for _ in 0..<count { elements.append(try read(&self)) }
    return elements
  }

  private mutating func field() throws -> Slice<UnsafeBufferPointer<UInt8>> {
    let count = try number(endedBy: UInt8(ascii: ":"))
    guard count <= bytes.count - index else { throw Malformed() }
    defer { index += count }
    return bytes[index..<(index + count)]
  }

  private mutating func number(endedBy end: UInt8) throws -> Int {
    var value = 0
    while index < bytes.count, bytes[index] != end {
      guard case let digit = Int(bytes[index]) - 48, (0...9).contains(digit), value < 1 << 30
      else { throw Malformed() }
      value = value * 10 + digit
      index += 1
    }
    guard index < bytes.count else { throw Malformed() }
    index += 1
    return value
  }
}
