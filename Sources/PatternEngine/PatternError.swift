/// Why a pattern could not be compiled, or why a match was given up.
package enum PatternError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The expression is not valid PCRE2; `offset` counts bytes into it.
  case invalid(message: String, offset: Int)
  /// The match needed more than the limits of ``MatchScratch`` allow. The text was *not* shown to
  /// be free of a match: report this as the rule's fault, never as "no match".
  case limitReached(Limit)
  /// Any other error code of pcre2_match, see pcre2api(3), "Error return values".
  case engine(code: Int32)

  /// The limit that stopped a match.
  package enum Limit: String, Sendable {
    /// PCRE2_ERROR_MATCHLIMIT (-47): too much backtracking.
    case backtracking
    /// PCRE2_ERROR_JIT_STACKLIMIT (-46), PCRE2_ERROR_DEPTHLIMIT (-53), PCRE2_ERROR_HEAPLIMIT (-63).
    case memory
  }

  package var description: String {
    switch self {
    case .invalid(let message, let offset): "\(message) at offset \(offset)"
    case .limitReached(.backtracking):
      "the pattern backtracks too much on this text, \(MatchScratch.backtrackingLimit) steps"
    case .limitReached(.memory): "the pattern needs too much memory on this text"
    case .engine(let code): "the pattern engine failed with code \(code)"
    }
  }
}
