/// Guesses what a misspelt word was meant to be.
package enum Spelling {
  /// The longest word that is taken for a misspelt one, in characters.
  package static let lengthLimit = 128

  /// The candidate that differs in the fewest letters, if it differs in few.
  package static func closest(to word: String, among candidates: [String]) -> String? {
    guard word.utf8.count <= lengthLimit * 4, word.count <= lengthLimit else { return nil }
    let most = max(2, word.count / 3)
    // Words differ in as many letters at least as one is longer.
    let scored = candidates.filter { abs($0.count - word.count) <= most }
      .map { (distance(word, $0), $0) }
    guard let best = scored.min(by: { $0.0 < $1.0 }), best.0 <= most else { return nil }
    return best.1
  }

  /// The Levenshtein distance.
  private static func distance(_ first: String, _ second: String) -> Int {
    let second = Array(second)
    var row = Array(0...second.count)
    for (index, character) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in second.indices {
        let above = row[column + 1]
        row[column + 1] = min(
          above + 1, row[column] + 1, diagonal + (second[column] == character ? 0 : 1))
        diagonal = above
      }
    }
    return row.last ?? 0
  }
}

/// Guesses what many words were meant to be; each guess looks at all candidates.
package struct SpellingGuesses {
  /// The words for which guesses are made; the others get none.
  package static let limit = 100

  private let candidates: [String]
  private var count = 0

  /// Takes the candidates of all words.
  package init(among candidates: [String]) { self.candidates = candidates }

  /// The candidate nearest to a word, if one is near and ``limit`` words have not been asked for.
  package mutating func closest(to word: String) -> String? {
    guard count < Self.limit else { return nil }
    count += 1
    return Spelling.closest(to: word, among: candidates)
  }
}
