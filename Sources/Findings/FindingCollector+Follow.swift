/// What is new, where logs are followed.
extension FindingCollector {
  /// Begins to tell what is new, and to forget what is old.
  ///
  /// - Parameter known: what was found in an earlier run, which is not new; the oldest first.
  package mutating func beginFollowing(knowing known: [Fingerprint]) {
    news = FindingNews(knowing: known)
  }

  /// How many findings are new.
  package var newsCount: Int { news?.count ?? 0 }

  /// Takes out what is new.
  ///
  /// - Returns: the fingerprints of what is new, and findings that are new and no longer in
  ///   ``diagnosis()``.
  package mutating func takeNews() -> (fresh: Set<Fingerprint>, forgotten: [Finding]) {
    news?.take() ?? ([], [])
  }

  /// The findings that were seen, by this run or an earlier one: at most ``FindingNews/limit``, the one that
  /// was seen last behind.
  package var seen: [Fingerprint] { news?.seen ?? [] }
}
