/// Counts the bytes that come out of a layer.
final class LayerMeter {
  private let layer: Int
  private let budget: ArchiveBudget
  private var count = 0

  /// Counts for a layer around which so many others lie.
  init(layer: Int, budget: ArchiveBudget) {
    self.layer = layer
    self.budget = budget
  }

  func add(_ count: Int) { self.count += count }

  /// Throws if that was too much.
  func check() throws(ReadFailure) {
    try budget.produce(count, inLayer: layer)
    count = 0
  }
}
