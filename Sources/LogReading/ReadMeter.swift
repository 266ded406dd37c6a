internal import Synchronization

/// How many bytes of files and pipes were read, as they lie there, compressed or not; any thread may ask.
final class ReadMeter: Sendable {
  private let count = Atomic(0)

  /// The bytes by now.
  var value: Int { count.load(ordering: .relaxed) }

  /// Takes note of a read.
  func add(_ bytes: Int) { count.wrappingAdd(bytes, ordering: .relaxed) }

  /// Counts files that were left before their end as read.
  func advance(to bytes: Int) { count.store(bytes, ordering: .relaxed) }
}
