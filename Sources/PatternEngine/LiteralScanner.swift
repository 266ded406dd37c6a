/// Finds many fixed strings in one pass, without regard to the case of ASCII letters.
///
/// A sampled q-gram filter. Every literal gives up one window of `windowLength` bytes; all the
/// windows' grams of `gramLength` bytes go into a bitmap of 32 KiB; the text is probed only at every
/// `stride`-th byte. As the window holds `stride` grams, exactly one sample falls into each
/// occurrence, so that it is found, and found once. A sample whose bit is set is then looked up and
/// compared.
///
/// Bytes are compared without bit 5, which takes `a` for `A`, but also `[` for `{`, `@` for a back-tick
/// and a line feed for `*`: an occurrence is a hint for a pattern to confirm, not a result.
package struct LiteralScanner: Sendable {
  /// The shortest literal that can be looked for, in bytes.
  package static let minimumLength = 4

  /// Bytes in a gram, and bytes between two probes.
  let gramLength: Int
  let stride: Int

  /// Which grams are looked for, by twelve bits of their hash for the word and six for the bit.
  private let bitmap: [UInt64]
  /// By hash, the bucket of a gram plus one; 0 is none, and the next slot is the next to be tried.
  private let slots: [Int32]
  private let slotShift: UInt64
  private let buckets: [Bucket]
  private let entries: [Entry]
  /// The literals one after the other, folded, and the place of each.
  private let text: [UInt8]
  private let places: [Place]

  private struct Bucket {
    /// The multiplier is odd, so that equal hashes mean equal grams.
    var hash: UInt64
    var entries: Range<Int32>
  }

  private struct Entry {
    var literal: Int32
    /// Offset of the gram in its literal.
    var offset: Int32
  }

  private struct Place {
    var start: Int32
    var count: Int32
  }

  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
  /// All bits but bit 5 of each byte.
  private static let fold: UInt64 = 0xDFDF_DFDF_DFDF_DFDF

  /// Prepares a scanner; 1 to 2 ms for 1,000 literals.
  ///
  /// - Precondition: every literal has ``minimumLength`` bytes or more.
  package init(literals: [[UInt8]]) {
    let shortest = literals.lazy.map(\.count).min() ?? 12
    precondition(shortest >= Self.minimumLength, "a literal is too short to be looked for")
    (gramLength, stride) = Self.sampling(shortest: shortest)

    let frequency = GramFrequency(gramLength: gramLength)
    var text: [UInt8] = []
    var places: [Place] = []
    var samples: [(hash: UInt64, entry: Entry)] = []
    samples.reserveCapacity(literals.count * stride)
    for (index, literal) in literals.enumerated() {
      places.append(Place(start: Int32(text.count), count: Int32(literal.count)))
      for byte in literal { text.append(byte & 0xDF) }
      let grams = Self.grams(of: literal, length: gramLength)
      let window = frequency.rarestWindow(of: literal, grams: grams, count: stride)
      for offset in window..<(window + stride) {
        samples.append(
          (grams[offset] &* Self.multiplier, Entry(literal: Int32(index), offset: Int32(offset))))
      }
    }
    samples.sort { ($0.hash, $0.entry.literal) < ($1.hash, $1.entry.literal) }
    self.text = text
    self.places = places

    var bitmap = [UInt64](repeating: 0, count: 4096)
    var bits: UInt64 = 4
    while (1 << bits) < samples.count * 2 { bits += 1 }
    var slots = [Int32](repeating: 0, count: 1 << bits)
    var buckets: [Bucket] = []
    slotShift = 64 - bits
    for (index, sample) in samples.enumerated() {
      let end = Int32(index + 1)
      if let last = buckets.last, last.hash == sample.hash {
        buckets[buckets.count - 1].entries = last.entries.lowerBound..<end
        continue
      }
      bitmap[Int(sample.hash >> 52)] |= 1 << ((sample.hash >> 46) & 63)
      var slot = Int(sample.hash >> slotShift)
      while slots[slot] > 0 { slot = (slot + 1) & (slots.count - 1) }
      buckets.append(Bucket(hash: sample.hash, entries: Int32(index)..<end))
      slots[slot] = Int32(buckets.count)
    }
    entries = samples.map(\.entry)
    self.bitmap = bitmap
    self.slots = slots
    self.buckets = buckets
  }

  /// Appends every occurrence that lies within `range` of `bytes`, in order of offset.
  package func scan(
    _ bytes: Span<UInt8>, in range: Range<Int>, into found: inout [LiteralOccurrence]
  ) {
    guard !places.isEmpty, range.count >= gramLength else { return }
    let before = found.count
    bytes.withUnsafeBytes { bytes in
      bitmap.withUnsafeBufferPointer { words in
        guard let base = bytes.baseAddress, let words = words.baseAddress else { return }
        // With its numbers known, the loop takes a third less time.
        switch (gramLength, stride) {
        case (8, 9): probe(base, range, words, gramLength: 8, stride: 9, into: &found)
        case (7, 6): probe(base, range, words, gramLength: 7, stride: 6, into: &found)
        case (6, 6): probe(base, range, words, gramLength: 6, stride: 6, into: &found)
        default:
          probe(base, range, words, gramLength: gramLength, stride: stride, into: &found)
        }
      }
    }
    // Neighbouring samples may belong to literals of different lengths.
    Self.sort(&found, from: before)
  }

  @inline(__always)
  private func probe(
    _ text: UnsafeRawPointer, _ range: Range<Int>, _ words: UnsafePointer<UInt64>,
    gramLength: Int, stride: Int, into found: inout [LiteralOccurrence]
  ) {
    let mask = Self.fold &>> UInt64(64 &- 8 &* gramLength)
    // The last position from which eight bytes may be loaded.
    let lastLoad = range.upperBound - 8
    var position = range.lowerBound

    @inline(__always) func hash(_ at: Int) -> UInt64 {
      let bytes = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      return (bytes & mask) &* Self.multiplier
    }
    @inline(__always) func bit(_ hash: UInt64) -> UInt64 {
      words[Int(truncatingIfNeeded: hash &>> 52)] &>> ((hash &>> 46) & 63)
    }

    // Eight probes a branch. It is seldom taken, so that which of them hit is found out there, and the
    // loop needs few registers.
    let lastBlock = lastLoad &- 7 &* stride
    while position <= lastBlock {
      var hits = bit(hash(position))
      hits |= bit(hash(position &+ stride))
      hits |= bit(hash(position &+ 2 &* stride))
      hits |= bit(hash(position &+ 3 &* stride))
      hits |= bit(hash(position &+ 4 &* stride))
      hits |= bit(hash(position &+ 5 &* stride))
      hits |= bit(hash(position &+ 6 &* stride))
      hits |= bit(hash(position &+ 7 &* stride))
      if hits & 1 != 0 {
        for at in Swift.stride(from: position, to: position &+ 8 &* stride, by: stride) {
          let value = hash(at)
          if bit(value) & 1 != 0 { verify(text, range, at: at, hash: value, into: &found) }
        }
      }
      position &+= 8 &* stride
    }
    while position + gramLength <= range.upperBound {
      let gram = Self.gram(
        UnsafeRawBufferPointer(start: text + position, count: gramLength)[...])
      let value = gram &* Self.multiplier
      if bit(value) & 1 != 0 { verify(text, range, at: position, hash: value, into: &found) }
      position += stride
    }
  }

  @inline(never)
  private func verify(
    _ bytes: UnsafeRawPointer, _ range: Range<Int>, at position: Int, hash: UInt64,
    into found: inout [LiteralOccurrence]
  ) {
    var slot = Int(truncatingIfNeeded: hash &>> slotShift)
    while slots[slot] > 0 {
      let bucket = buckets[Int(slots[slot]) - 1]
      if bucket.hash == hash {
        for index in bucket.entries {
          let entry = entries[Int(index)]
          let start = position - Int(entry.offset)
          let place = places[Int(entry.literal)]
          guard start >= range.lowerBound, start + Int(place.count) <= range.upperBound else {
            continue
          }
          if isEqual(bytes + start, place) {
            found.append(LiteralOccurrence(offset: Int32(start), literal: entry.literal))
          }
        }
        return
      }
      slot = (slot + 1) & (slots.count - 1)
    }
  }

  /// Whether a literal stands at `bytes`, folded.
  private func isEqual(_ bytes: UnsafeRawPointer, _ place: Place) -> Bool {
    text.withUnsafeBytes { text in
      let literal = UnsafeRawBufferPointer(
        rebasing: text[Int(place.start)...].prefix(Int(place.count)))
      var offset = 0
      while offset + 8 <= literal.count {
        let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & Self.fold
        if word != literal.loadUnaligned(fromByteOffset: offset, as: UInt64.self) { return false }
        offset += 8
      }
      while offset < literal.count {
        if bytes.load(fromByteOffset: offset, as: UInt8.self) & 0xDF != literal[offset] {
          return false
        }
        offset += 1
      }
      return true
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
    case 11: (6, 6)
    case 10: (5, 6)
    case 8...: (5, 4)
    default: (4, shortest - 3)
    }
  }

  /// The number that is hashed, of up to eight bytes.
  private static func gram(_ bytes: some BidirectionalCollection<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1 & 0xDF) }
  }

  /// The numbers of all grams of a literal, in order.
  static func grams(of literal: [UInt8], length: Int) -> [UInt64] {
    var grams: [UInt64] = []
    grams.reserveCapacity(literal.count)
    var gram: UInt64 = 0
    for (index, byte) in literal.enumerated() {
      gram = gram >> 8 | UInt64(byte & 0xDF) << UInt64(8 * (length - 1))
      if index >= length - 1 { grams.append(gram) }
    }
    return grams
  }
}
