internal import CPCRE2

/// The memory and the limits of matching: one for each thread that matches.
///
/// Limits: 100,000 backtracking steps from one start, a machine stack of 1 MiB, 64 groups.
package struct MatchScratch: ~Copyable {
  /// The most backtracking that PCRE2 does from one start in the text (PCRE2's own default is 10
  /// million).
  ///
  /// A pattern that needs more is at fault: see ``PatternError/limitReached(_:)``.
  package static let backtrackingLimit: UInt32 = 100_000
  /// Groups whose ranges are kept, the whole match included.
  package static let groupLimit: UInt32 = 64

  let data: OpaquePointer
  let context: OpaquePointer
  private let stack: OpaquePointer?

  /// Allocates the memory; nil only where the system has none left.
  package init?() {
    guard
      let data = pcre2_match_data_create_8(Self.groupLimit, nil),
      let context = pcre2_match_context_create_8(nil)
    else { return nil }
    self.data = data
    self.context = context
    pcre2_set_match_limit_8(context, Self.backtrackingLimit)
    pcre2_set_heap_limit_8(context, 4096)
    // The default machine stack of 32 KiB is too small for `(a|b)+` on a line of 8 KiB.
    stack = pcre2_jit_stack_create_8(32 << 10, 1 << 20, nil)
    if let stack { pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack)) }
  }

  deinit {
    if let stack { pcre2_jit_stack_free_8(stack) }
    pcre2_match_context_free_8(context)
    pcre2_match_data_free_8(data)
  }

  /// Where a group stands in the text of the last successful match; nil if it took no part in it.
  ///
  /// The group must be one of the pattern that matched: of others it says where one stood before.
  package func range(ofGroup group: Int) -> Range<Int>? {
    guard group < Int(pcre2_get_ovector_count_8(data)) else { return nil }
    let offsets = UnsafeBufferPointer(
      start: pcre2_get_ovector_pointer_8(data), count: 2 * (group + 1))
    let (start, end) = (offsets[2 * group], offsets[2 * group + 1])
    // PCRE2_UNSET is ~0, which its size type imported as Int makes -1; with \K in a lookahead a
    // match may even end before it starts.
    guard start >= 0, start <= end else { return nil }
    return start..<end
  }
}
