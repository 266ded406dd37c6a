import PatternEngine

/// What a search came to: where the match stands, and the texts of the named groups that are set.
struct Found: Equatable {
  var range: Range<Int>
  var captures: [String: String] = [:]
}

/// Searches with a scratch of its own.
func search(_ expression: String, in text: [UInt8], from start: Int = 0) throws -> Found? {
  let pattern = try Pattern(expression)
  let scratch = try newScratch()
  guard try pattern.firstMatch(in: text.span, from: start, using: scratch),
    let range = scratch.range(ofGroup: 0)
  else { return nil }
  var found = Found(range: range)
  for capture in pattern.captures {
    let range = capture.groups.lazy.compactMap { scratch.range(ofGroup: $0) }.first
    if let range { found.captures[capture.name] = String(decoding: text[range], as: UTF8.self) }
  }
  return found
}

func search(_ expression: String, in text: String) throws -> Found? {
  try search(expression, in: Array(text.utf8))
}

/// `#require` cannot take a value that is not copied.
func newScratch() throws -> MatchScratch {
  guard let scratch = MatchScratch() else { throw OutOfMemory() }
  return scratch
}

struct OutOfMemory: Error {}
