internal import LogReading

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
  /// The last word, in small letters, while what follows may be a value of it.
  private var lastWord: String?

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
    case .words(let words):
      appendLiteral(words)
      note(words)
    case .strange: appendPassing(#"[^\x20-\x7e]+"#)
    case .passing(let value): appendPassing(value.expression)
    case .value(let kind, let text):
      let isKept =
        switch kind {
        case .name: kept.rawValue >= Kept.quoted.rawValue
        case .number where isAfter(MessageValue.beforeFixedNumbers): true
        case .number, .version, .word: kept.rawValue >= Kept.numbers.rawValue
        // With one, a rule would find nothing but the log that it was made from.
        case .id: false
        default: kept == .everything
        }
      if isKept {
        appendLiteral(text)
      } else if kind == .number, isAfter(MessageValue.beforePassingNumbers) {
        appendPassing(kind.expression)
      } else {
        appendCapture(kind)
      }
      lastWord = nil
    }
  }

  /// Whether it would find every record of a level.
  var saysOnlyLevel: Bool {
    ComponentGuess.words(template).allSatisfy { LogLevel(rawValue: $0.uppercased()) != nil }
  }

  /// Keeps what a value may be called that comes next.
  private mutating func note(_ words: String) {
    guard let first = words.first else { return }
    if first.isLetter {
      let word = words.lowercased()
      if !MessageValue.betweenNounAndValue.contains(word) { lastWord = word }
    } else if !"'\":=([\\".contains(first) {
      lastWord = nil
    }
  }

  private func isAfter(_ words: Set<String>) -> Bool { lastWord.map(words.contains) ?? false }

  private mutating func appendLiteral(_ text: String) {
    for scalar in text.unicodeScalars {
      if #"\^$.|?*+()[]{}"#.unicodeScalars.contains(scalar) { expression += "\\" }
      expression.unicodeScalars.append(scalar)
      // A brace in a title would begin a capture's name.
      template += scalar == "{" ? "(" : scalar == "}" ? ")" : String(scalar)
    }
  }

  private mutating func appendPassing(_ looks: String) {
    expression += looks
    template += "…"
  }

  private mutating func appendCapture(_ kind: MessageValue) {
    guard captureNames.count < Self.captureLimit else { return appendPassing(kind.expression) }
    let base = noun ?? kind.captureName
    let count = captureNames.count { $0 == base || $0.dropLast() == base }
    let name = count == 0 ? base : "\(base)\(count + 1)"
    captureNames.append(name)
    expression += "(?<\(name)>\(kind.expression))"
    template += "{\(name)}"
  }

  /// What the message calls a value that stands here.
  private var noun: String? {
    guard let lastWord, MessageValue.nouns.contains(lastWord) else { return nil }
    let isEither = lastWord == "directory" && template.contains("file or directory")
    return isEither ? "path" : lastWord
  }
}
