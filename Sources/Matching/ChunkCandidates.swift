package import LogReading
internal import PatternEngine

/// The places in a chunk that are worth a look: literals that rules and tracebacks ask for, and marks.
///
/// They depend on the chunk alone, so that chunks can be searched before their turn has come.
package struct ChunkCandidates: Sendable {
  /// In order of offset.
  private(set) var occurrences: [LiteralOccurrence] = []

  /// None.
  package init() {}

  /// Searches another chunk; what was found before is gone.
  package mutating func search(_ bytes: Span<UInt8>, _ chunk: LogChunk, with rules: CompiledRules) {
    occurrences.removeAll(keepingCapacity: true)
    // A literal may begin in one piece of a long line and end in the next.
    let overlap = chunk.continuesLine ? min(chunk.fresh.lowerBound, LogMatcher.headLimit) : 0
    let range = (chunk.fresh.lowerBound - overlap)..<chunk.fresh.upperBound
    rules.scanner(for: bytes.extracting(range)).scan(bytes, in: range, into: &occurrences)
    let count = occurrences.count
    bytes.forEachMark(in: chunk.fresh) {
      if $1 == .call || rules.seeksErrors {
        occurrences.append(LiteralOccurrence(offset: $0, mark: $1))
      }
    }
    if count > 0, count < occurrences.count { occurrences.sort { $0.offset < $1.offset } }
  }
}
