/// What a scan has done, stage by stage, for those who ask.
package struct ScanStatistics: Equatable, Sendable {
  /// Pieces of at most 256 KiB in which the logs were read.
  package var chunks = 0
  /// Places where a literal stands that a rule or a kind of traceback asks for.
  package var literals = 0
  /// Places that look like a level or a call.
  package var marks = 0
  /// Lines of which the prefix was parsed.
  package var lines = 0
  /// Tracebacks.
  package var tracebacks = 0
  /// Rules that were tried, each on one record or traceback.
  package var trials = 0
  /// Calls of PCRE2.
  package var patternCalls = 0
  /// What all that has taken.
  package var times = StageTimes()

  /// Nothing was done yet.
  package init() {}

  /// Takes note of what a source has taken.
  package mutating func add(_ times: StageTimes) { self.times += times }

  /// Takes note of what was found in a chunk.
  mutating func add(_ candidates: borrowing ChunkCandidates) {
    chunks += 1
    for occurrence in candidates.occurrences {
      if occurrence.isMark { marks += 1 } else { literals += 1 }
    }
  }
}

/// The processor time of each stage, on whichever thread.
package struct StageTimes: Equatable, Sendable {
  /// read(2), and finding where the last whole line ends.
  package var reading = Duration.zero
  /// Looking for literals and marks.
  package var searching = Duration.zero
  /// All that is made of them: prefixes, tracebacks, patterns, findings.
  package var looking = Duration.zero

  package init() {}

  package static func += (times: inout StageTimes, others: StageTimes) {
    times.reading += others.reading
    times.searching += others.searching
    times.looking += others.looking
  }
}
