internal import LogReading

extension TraceLine {
  /// Whether something holds for what stands behind the prefix.
  func holds(_ condition: (Span<UInt8>) -> Bool) -> Bool { condition(body.span) }

  /// Whether a line begins a record that goes on with a line of a trace.
  func beginsRecord(before line: TraceLine) -> Bool {
    isRecord || (prefix.hasOwnTime && !line.prefix.hasOwnTime)
  }

  /// Nothing stands behind the prefix.
  var isBlank: Bool { holds { $0.isBlank() } }
  /// The blanks and tabs behind the prefix.
  var indentation: Int { body.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count }

  /// Whether the bytes of `text` stand right behind the prefix.
  func begins(with text: StaticString) -> Bool { holds { $0.matches(text, at: 0) } }
}
