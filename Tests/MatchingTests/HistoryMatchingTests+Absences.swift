/// Records that should follow and do not.
extension HistoryMatchingTests {
  /// A start, and the end that may be missing.
  static let unfinished =
    "start: { line: 'stack.sh log (?<name>\\w+)' }, end: { line: stack.sh completed }"

  static let absences: [Case] = [
    Case(
      "started and finished", "{ absence: { \(unfinished) } }",
      lines(info(1, 7, "-", "stack.sh log a"), info(2, 7, "-", "stack.sh completed")), []),
    Case(
      "started and not finished", "{ absence: { \(unfinished) } }",
      lines(info(1, 7, "-", "stack.sh log a"), info(2, 7, "-", "so so")),
      ["nova-history at 1 name=a"]),
    Case(
      "finished before it started", "{ absence: { \(unfinished) } }",
      lines(info(1, 7, "-", "stack.sh completed"), info(2, 7, "-", "stack.sh log a")),
      ["nova-history at 2 name=a"]),
    Case(
      "in lines without prefixes", "{ absence: { \(unfinished) } }",
      lines("stack.sh log a", "so so", "stack.sh completed", "stack.sh log b"),
      ["nova-history at 4 name=b"]),
    Case(
      "finished by another process", "{ absence: { \(unfinished), by: pid } }",
      lines(
        info(1, 7, "-", "stack.sh log a"), info(1, 8, "-", "stack.sh log b"),
        info(2, 8, "-", "stack.sh completed")),
      ["nova-history at 1 name=a"]),
    Case(
      "finished after as many lines as may be", "{ absence: { \(unfinished), lines: 2 } }",
      lines(info(1, 7, "-", "stack.sh log a"), "", info(2, 7, "-", "stack.sh completed")), []),
    Case(
      "finished a line too late", "{ absence: { \(unfinished), lines: 1 } }",
      lines(info(1, 7, "-", "stack.sh log a"), "", info(2, 7, "-", "stack.sh completed")),
      ["nova-history at 1 name=a"]),
    Case(
      "the log ends before the lines have passed", "{ absence: { \(unfinished), lines: 2 } }",
      lines(info(1, 7, "-", "stack.sh log a"), "so so"), []),
    Case(
      "the log ends when the lines have passed", "{ absence: { \(unfinished), lines: 1 } }",
      lines(info(1, 7, "-", "stack.sh log a"), "so so"), ["nova-history at 1 name=a"]),
    Case(
      "finished when the time is just over", "{ absence: { \(unfinished), within: 9s } }",
      lines(info(1, 7, "-", "stack.sh log a"), info(10, 7, "-", "stack.sh completed")), []),
    Case(
      "finished a second too late", "{ absence: { \(unfinished), within: 8s } }",
      lines(info(1, 7, "-", "stack.sh log a"), info(10, 7, "-", "stack.sh completed")),
      ["nova-history at 1 name=a"]),
    Case(
      "the log ends before the time is over", "{ absence: { \(unfinished), within: 9s } }",
      lines(info(1, 7, "-", "stack.sh log a"), info(10, 7, "-", "so so")), []),
    Case(
      "the log ends when the time is over", "{ absence: { \(unfinished), within: 8s } }",
      lines(
        info(1, 7, "-", "stack.sh log a"), info(5, 7, "-", "so so"), info(10, 7, "-", "so so"),
        "  and so on", ""),
      ["nova-history at 1 name=a"]),
    Case(
      "a start without a time begins nothing", "{ absence: { \(unfinished), within: 1s } }",
      lines("stack.sh log a", "", info(1, 7, "-", "so so"), info(9, 7, "-", "so so")), []),
    Case(
      "an end without a time is in time", "{ absence: { \(unfinished), within: 1s } }",
      lines(
        info(1, 7, "-", "stack.sh log a"), "", "stack.sh completed", "", info(9, 7, "-", "so so")),
      []),
    Case(
      "without times nothing is overdue", "{ absence: { \(unfinished), within: 1s } }",
      lines(info(1, 7, "-", "stack.sh log a"), "", "so so", "", "so so"), []),
    Case(
      "an end whose clock was set back is in time", "{ absence: { \(unfinished), within: 5s } }",
      lines(info(50, 7, "-", "stack.sh log a"), info(3, 7, "-", "stack.sh completed")), []),
    Case(
      "a clock that is set back makes nothing overdue",
      "{ absence: { \(unfinished), within: 5s } }",
      lines(info(50, 7, "-", "stack.sh log a"), info(3, 7, "-", "so so")), []),
    Case(
      "another start tells that the first is overdue",
      "{ absence: { \(unfinished), by: pid, within: 5s } }",
      lines(
        info(1, 7, "-", "stack.sh log a"), info(8, 8, "-", "stack.sh log b"),
        info(9, 7, "-", "stack.sh completed"), info(9, 8, "-", "stack.sh completed")),
      ["nova-history at 1 name=a"]),
    Case(
      "a traceback that is not followed in time",
      "{ absence: { start: { traceback: { raises: KeyError } }, end: { line: 'all is well' }, within: 5s } }",
      lines(
        info(1, 7, "-", "so so"), "Traceback (most recent call last):",
        "  File \"a.py\", line 1, in f", "KeyError: 1", info(9, 7, "-", "so so")),
      ["traceback at 2 unexplained", "nova-history at 4"]),
    Case(
      "times behind colours are seen",
      "{ absence: { \(unfinished), within: 5s } }",
      lines(
        info(1, 7, "-", "stack.sh log a"),
        "\u{1B}[32m" + info(9, 7, "-", "so so") + "\u{1B}[0m"),
      ["nova-history at 1 name=a"]),
  ]
}
