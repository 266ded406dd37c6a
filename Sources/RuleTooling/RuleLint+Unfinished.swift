internal import FailureRules

/// What a person still has to write.
extension RuleLint {
  /// The word that `rules new` leaves where a person must write.
  static let unfinishedWord = "TODO"

  /// Names the words, and the examples that must not match, that say TODO; real logs may say so.
  mutating func checkUnfinished(_ file: RuleFile) {
    for value in file.values {
      guard let text = value.text, Self.saysUnfinished(text),
        !value.path.hasPrefix("signature"), !value.path.hasPrefix("examples.match")
      else { continue }
      report(
        .unfinished, "'\(value.path)' says \(Self.unfinishedWord), expected what you know of it",
        at: value, of: file.file)
    }
  }

  private static func saysUnfinished(_ text: String) -> Bool {
    text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains { $0 == unfinishedWord }
  }
}
