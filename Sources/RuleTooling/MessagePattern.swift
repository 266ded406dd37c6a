/// A message turned into an expression: its words stay, what differs from one log to the next becomes
/// captures.
struct MessagePattern {
  /// What is kept as it stands, because there is too little fixed text without it.
  enum Kept: Int, CaseIterable {
    case nothing, quoted, numbers, everything
  }

  private(set) var expression = ""
  /// The message with `{name}` for each capture.
  private(set) var template = ""
  private(set) var captureNames: [String] = []

  /// The most of a message that is used, in bytes; an expression need not reach to its end.
  static let sizeLimit = 300
  /// The most captures.
  static let captureLimit = 8

  private let kept: Kept

  init(_ message: String, keeping kept: Kept = .nothing) {
    self.kept = kept
    var scanner = MessageScanner(message)
    while let part = scanner.next() {
      if scanner.offset > Self.sizeLimit, !expression.isEmpty { break }
      append(part)
    }
    while expression.hasSuffix(#"\s+"#) {
      expression.removeLast(3)
      template.removeLast()
    }
  }

  private mutating func append(_ part: MessageScanner.Part) {
    switch part {
    case .blank:
      guard !expression.isEmpty else { return }
      expression += #"\s+"#
      template += " "
    case .words(let words): appendLiteral(words)
    case .strange:
      expression += #"[^\x20-\x7e]+"#
      template += "…"
    case .request:
      expression += "req-[0-9a-f-]+"
      template += "…"
    case .pointer:
      expression += "0x[0-9a-fA-F]+"
      template += "…"
    case .value(let kind, let text):
      let isKept =
        switch kind {
        case .name: kept.rawValue >= Kept.quoted.rawValue
        case .number, .version, .word: kept.rawValue >= Kept.numbers.rawValue
        default: kept == .everything
        }
      isKept ? appendLiteral(text) : appendCapture(kind)
    }
  }

  private mutating func appendLiteral(_ text: String) {
    for scalar in text.unicodeScalars {
      if #"\^$.|?*+()[]{}"#.unicodeScalars.contains(scalar) { expression += "\\" }
      expression.unicodeScalars.append(scalar)
      // A brace in a title would begin a capture's name.
      template += scalar == "{" ? "(" : scalar == "}" ? ")" : String(scalar)
    }
  }

  private mutating func appendCapture(_ kind: MessageScanner.Kind) {
    guard captureNames.count < Self.captureLimit else {
      expression += kind.expression
      template += "…"
      return
    }
    let base = kind.captureName
    let count = captureNames.count { $0 == base || $0.dropLast() == base }
    let name = count == 0 ? base : "\(base)\(count + 1)"
    captureNames.append(name)
    expression += "(?<\(name)>\(kind.expression))"
    template += "{\(name)}"
  }
}
