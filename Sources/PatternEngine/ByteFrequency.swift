/// How common a byte is in service logs.
enum ByteFrequency {
  /// Folded bytes (bit 5 set) from the most to the less common.
  ///
  /// Counted over DEBUG logs of keystone, glance, nova and neutron: separators, digits and the
  /// letters of identifiers first.
  private static let order: [UInt8] = Array(
    " -e.0o21tnaris345cdl6798_:ubfmpgh/'yv,x=[wkqz\"j]".utf8
  )
  .map { $0 | 0x20 }

  private static let costs: [UInt8] = {
    var costs = [UInt8](repeating: 0, count: 256)
    for (rank, byte) in order.enumerated() { costs[Int(byte)] = UInt8(order.count - rank) }
    return costs
  }()

  /// From 0 (seldom) to 48 (the space): a rank, not a probability.
  static func cost(of foldedByte: UInt8) -> Int { Int(costs[Int(foldedByte)]) }
}
