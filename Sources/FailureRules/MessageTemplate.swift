/// A text with captures in it: `{name}`, or `{name|words}` with words for a capture that is not set.
///
/// A brace after a dollar sign belongs to the shell (`${HOME}`), and one that is not followed by a
/// name and a `}` or `|` is a brace.
package struct MessageTemplate: Equatable, Sendable, ExpressibleByStringLiteral {
  package let source: String

  package init(_ source: String) {
    self.source = source
  }

  package init(stringLiteral source: String) {
    self.source = source
  }

  package enum Segment: Equatable, Sendable {
    case text(Substring)
    case capture(name: String, fallback: Substring?)
  }

  /// The template's parts in order.
  package var segments: [Segment] {
    var segments: [Segment] = []
    var rest = source[...]
    var text = rest.startIndex
    var index = text
    // As bytes: finding the borders of characters is slow.
    while let open = rest.utf8[index...].firstIndex(of: UInt8(ascii: "{")) {
      let isShell =
        open > rest.startIndex && rest.utf8[rest.utf8.index(before: open)] == UInt8(ascii: "$")
      guard !isShell, let placeholder = Self.placeholder(in: rest, at: open) else {
        index = rest.utf8.index(after: open)
        continue
      }
      if text < open { segments.append(.text(rest[text..<open])) }
      segments.append(placeholder.segment)
      index = placeholder.end
      text = index
    }
    rest = rest[text...]
    if !rest.isEmpty { segments.append(.text(rest)) }
    return segments
  }

  private static func placeholder(
    in text: Substring, at open: String.Index
  ) -> (segment: Segment, end: String.Index)? {
    let inside = text.utf8[text.utf8.index(after: open)...]
    guard let close = inside.firstIndex(of: UInt8(ascii: "}")) else { return nil }
    let parts = inside[..<close].split(
      separator: UInt8(ascii: "|"), maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first, let initial = name.first,
      initial >= UInt8(ascii: "a"), initial <= UInt8(ascii: "z"),
      name.allSatisfy({
        ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z")) || $0 == UInt8(ascii: "_")
          || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9"))
      })
    else { return nil }
    let fallback = parts.count > 1 ? Substring(parts[1]) : nil
    return (
      .capture(name: String(Substring(name)), fallback: fallback), text.utf8.index(after: close)
    )
  }

  /// The text with the captures in place.
  package func rendered(with captures: [String: String]) -> String {
    segments.reduce(into: "") { result, segment in
      switch segment {
      case .text(let text): result += text
      case .capture(let name, let fallback): result += captures[name] ?? String(fallback ?? "")
      }
    }
  }

  /// The command with each capture as one word of a POSIX shell.
  ///
  /// Fallback words are the rule author's and stand as they are.
  package func renderedCommand(with captures: [String: String]) -> String {
    segments.reduce(into: "") { result, segment in
      switch segment {
      case .text(let text): result += text
      case .capture(let name, let fallback):
        result += captures[name].map(ShellWord.quoted) ?? String(fallback ?? "")
      }
    }
  }
}
