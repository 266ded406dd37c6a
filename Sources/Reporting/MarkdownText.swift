internal import Findings

/// Text inside Markdown, as GitHub reads it.
enum MarkdownText {
  /// Words that stand for themselves.
  static func escaped(_ text: String) -> String {
    let scalars = Array(SafeText.line(text).unicodeScalars)
    var escaped = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      if isMarkup(scalar, at: index, in: scalars) { escaped.append("\\") }
      escaped.append(scalar)
    }
    return String(escaped)
  }

  /// Underlines inside a word are no markup, and neither are signs that begin a block, but at the
  /// beginning.
  private static func isMarkup(
    _ scalar: Unicode.Scalar, at index: Int, in scalars: [Unicode.Scalar]
  ) -> Bool {
    switch scalar {
    case "\\", "`", "*", "[", "]", "<", ">", "|", "&", "~": true
    case "_":
      !(index > 0 && index + 1 < scalars.count && isWord(scalars[index - 1])
        && isWord(scalars[index + 1]))
    case "#", "+", "-", "=": index == 0
    case ".", ")": index > 0 && scalars[..<index].allSatisfy { ("0"..."9").contains($0) }
    default: false
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
  }

  /// Lines as they are, between fences that are longer than any run of backticks in them.
  static func block(_ lines: [String], language: String, margin: String = "") -> String {
    let longest = lines.map(longestRun).max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    let inside = ["\(fence)\(language)"] + lines + [fence]
    return inside.map { ($0.isEmpty ? "" : margin + $0) + "\n" }.joined()
  }

  /// Numbered steps with their commands.
  static func steps(_ steps: [Finding.Step]) -> String {
    steps.enumerated().map { index, step in
      let number = "\(index + 1). "
      let text = "\(number)\(escaped(step.text))\n"
      guard let command = step.command else { return text }
      let margin = String(repeating: " ", count: number.count)
      return text + "\n" + block(SafeText.lines(command), language: "sh", margin: margin)
    }.joined()
  }

  /// Why something happens, what to do, and where to read on.
  static func explanation(cause: String, steps: [Finding.Step], references: [String]) -> String {
    let links = references.map { "- \(link(to: $0))\n" }.joined()
    return "\(escaped(cause))\n\n\(Self.steps(steps))" + (links.isEmpty ? "" : "\n" + links)
  }

  /// An address between angle brackets, where it can stand there; else its text.
  static func link(to reference: String) -> String {
    isAddress(reference) ? "<\(reference)>" : escaped(reference)
  }

  /// Whether a reference can be followed.
  static func isAddress(_ reference: String) -> Bool {
    reference.hasPrefix("http")
      && reference.utf8.allSatisfy {
        $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
      }
  }

  private static func longestRun(_ line: String) -> Int {
    var (longest, run) = (0, 0)
    for byte in line.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
