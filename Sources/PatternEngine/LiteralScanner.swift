/// Finds many fixed strings in one pass, without regard to the case of ASCII letters.
///
/// A sampled q-gram filter. Every literal gives up one window of `windowLength` bytes; all the
/// windows' grams of `gramLength` bytes go into a bitmap of 32 KiB; the text is probed only at every
/// `stride`-th byte. As the window holds `stride` grams, exactly one sample falls into each
/// occurrence, so that it is found, and found once. A sample whose bit is set is then looked up and
/// compared.
///
/// Letters are compared with bit 5 set in every byte (`|0x20`), which also takes `[` for `{`, `@`
/// for a back-tick and a line feed for `*`: an occurrence is a hint for a pattern to confirm, not a
/// result.
package struct LiteralScanner: Sendable {
  /// The shortest literal that can be looked for, in bytes.
  package static let minimumLength = 4

  /// Bytes in a gram, and bytes between two probes.
  let gramLength: Int
  let stride: Int
  let longest: Int

  private let literals: [[UInt8]]
  private let bitmap: [UInt64]
  private let buckets: [Bucket]
  private let entries: [Entry]
  private let bucketShift: UInt64

  private struct Bucket {
    var gram: UInt64 = 0
    var first: Int32 = 0
    var count: Int32 = 0
  }

  private struct Entry {
    var literal: Int32
    /// Offset of the gram in its literal.
    var offset: Int32
  }

  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let fold: UInt64 = 0x2020_2020_2020_2020

  /// Prepares a scanner; 1 to 2 ms for 1,000 literals.
  ///
  /// - Precondition: every literal has ``minimumLength`` bytes or more.
  package init(literals: [[UInt8]]) {
    let folded = literals.map { $0.map { $0 | 0x20 } }
    let shortest = folded.lazy.map(\.count).min() ?? 12
    precondition(shortest >= Self.minimumLength, "a literal is too short to be looked for")
    (gramLength, stride) = Self.sampling(shortest: shortest)
    longest = folded.lazy.map(\.count).max() ?? 0
    self.literals = folded

    var byGram: [UInt64: [Entry]] = [:]
    for (index, literal) in folded.enumerated() {
      let window = Self.rarestWindow(of: literal, length: stride + gramLength - 1)
      for offset in window..<(window + stride) {
        let gram = Self.gram(literal[offset..<(offset + gramLength)])
        byGram[gram, default: []].append(Entry(literal: Int32(index), offset: Int32(offset)))
      }
    }

    var bitmap = [UInt64](repeating: 0, count: 4096)
    var bits: UInt64 = 4
    while (1 << bits) < byGram.count * 2 { bits += 1 }
    var buckets = [Bucket](repeating: Bucket(), count: 1 << bits)
    var entries: [Entry] = []
    bucketShift = 64 - bits
    for (gram, list) in byGram.sorted(by: { $0.key < $1.key }) {
      let hash = gram &* Self.multiplier
      bitmap[Int(hash >> 52)] |= 1 << ((hash >> 46) & 63)
      var slot = Int(hash >> bucketShift)
      while buckets[slot].count > 0 { slot = (slot + 1) & (buckets.count - 1) }
      buckets[slot] = Bucket(
        gram: gram, first: Int32(entries.count), count: Int32(list.count))
      entries += list
    }
    self.bitmap = bitmap
    self.buckets = buckets
    self.entries = entries
  }

  /// Appends every occurrence that lies within `range` of `bytes`, in order of offset.
  package func scan(
    _ bytes: Span<UInt8>, in range: Range<Int>, into found: inout [LiteralOccurrence]
  ) {
    guard !literals.isEmpty, range.count >= gramLength else { return }
    let before = found.count
    bytes.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      bitmap.withUnsafeBufferPointer { words in
        guard let words = words.baseAddress else { return }
        probe(base, range, words: words, into: &found)
      }
    }
    // Neighbouring samples may belong to literals of different lengths.
    Self.sort(&found, from: before)
  }

  private func probe(
    _ text: UnsafePointer<UInt8>, _ range: Range<Int>, words: UnsafePointer<UInt64>,
    into found: inout [LiteralOccurrence]
  ) {
    let mask: UInt64 = gramLength == 8 ? .max : (1 << UInt64(8 * gramLength)) - 1
    let step = stride
    let raw = UnsafeRawPointer(text)
    // The last position from which eight bytes may be loaded.
    let lastLoad = range.upperBound - 8
    var position = range.lowerBound

    @inline(__always) func hash(_ at: Int) -> UInt64 {
      let gram = (raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) | Self.fold) & mask
      return UInt64(littleEndian: gram) &* Self.multiplier
    }
    @inline(__always) func bit(_ hash: UInt64) -> UInt64 {
      words[Int(truncatingIfNeeded: hash &>> 52)] &>> ((hash &>> 46) & 63)
    }

    // Eight probes a branch: the branch is nearly never taken.
    let blockSpan = 7 * step
    while position + blockSpan <= lastLoad {
      let b0 = bit(hash(position))
      let b1 = bit(hash(position &+ step))
      let b2 = bit(hash(position &+ 2 &* step))
      let b3 = bit(hash(position &+ 3 &* step))
      let b4 = bit(hash(position &+ 4 &* step))
      let b5 = bit(hash(position &+ 5 &* step))
      let b6 = bit(hash(position &+ 6 &* step))
      let b7 = bit(hash(position &+ 7 &* step))
      if ((b0 | b1 | b2 | b3) | (b4 | b5 | b6 | b7)) & 1 != 0 {
        // Nearly always one probe has hit by chance.
        var hits = (b0 & 1) | (b1 & 1) << 1 | (b2 & 1) << 2 | (b3 & 1) << 3
        hits |= (b4 & 1) << 4 | (b5 & 1) << 5 | (b6 & 1) << 6 | (b7 & 1) << 7
        while hits != 0 {
          let at = position &+ hits.trailingZeroBitCount &* step
          hits &= hits &- 1
          verify(text, range, at: at, hash: hash(at), into: &found)
        }
      }
      position &+= 8 &* step
    }
    while position + gramLength <= range.upperBound {
      var gram: UInt64 = 0
      for index in 0..<gramLength {
        gram |= UInt64(text[position + index] | 0x20) << UInt64(8 * index)
      }
      let value = gram &* Self.multiplier
      if bit(value) & 1 != 0 { verify(text, range, at: position, hash: value, into: &found) }
      position += step
    }
  }

  @inline(never)
  private func verify(
    _ text: UnsafePointer<UInt8>, _ range: Range<Int>, at position: Int, hash: UInt64,
    into found: inout [LiteralOccurrence]
  ) {
    var slot = Int(hash >> bucketShift)
    while buckets[slot].count > 0 {
      let bucket = buckets[slot]
      // The multiplier is odd, so that equal hashes mean equal grams.
      if bucket.gram &* Self.multiplier == hash {
        for index in Int(bucket.first)..<Int(bucket.first + bucket.count) {
          let entry = entries[index]
          let start = position - Int(entry.offset)
          let literal = literals[Int(entry.literal)]
          guard start >= range.lowerBound, start + literal.count <= range.upperBound else {
            continue
          }
          var length = 0
          while length < literal.count, text[start + length] | 0x20 == literal[length] {
            length += 1
          }
          if length == literal.count {
            found.append(LiteralOccurrence(offset: Int32(start), literal: entry.literal))
          }
        }
        return
      }
      slot = (slot + 1) & (buckets.count - 1)
    }
  }

  /// Insertion sort: the list is in order but for neighbours.
  private static func sort(_ found: inout [LiteralOccurrence], from first: Int) {
    var index = first + 1
    while index < found.count {
      let item = found[index]
      var place = index
      while place > first, found[place - 1].offset > item.offset {
        found[place] = found[place - 1]
        place -= 1
      }
      found[place] = item
      index += 1
    }
  }

  /// Long grams are rare and long strides cheap, but a window must fit into the shortest literal.
  private static func sampling(shortest: Int) -> (gramLength: Int, stride: Int) {
    switch shortest {
    case 16...: (8, 9)
    case 12...: (7, 6)
    case 10...: (5, 6)
    case 8...: (5, 4)
    default: (4, shortest - 3)
    }
  }

  private static func gram(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The start of the window whose pairs of bytes are seldom seen in logs.
  private static func rarestWindow(of literal: [UInt8], length: Int) -> Int {
    var best = 0
    var bestCost = Int.max
    for start in 0...(literal.count - length) {
      let cost = (start..<(start + length - 1)).reduce(0) {
        $0 + PairFrequency.cost(of: literal[$1], literal[$1 + 1])
      }
      if cost < bestCost { (best, bestCost) = (start, cost) }
    }
    return best
  }
}
