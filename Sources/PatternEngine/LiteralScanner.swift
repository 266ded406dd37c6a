/// Finds many fixed strings in one pass, without regard to the case of ASCII letters.
///
/// A sampled q-gram filter. Every literal gives up one window, see ``LiteralWindows``; all the windows'
/// grams of `gramLength` bytes go into a bitmap of 32 to 128 KiB; the text is probed only at every
/// `stride`-th byte. As the window holds `stride` grams, exactly one sample falls into each
/// occurrence, so that it is found, and found once. A sample whose bit is set is then looked up and
/// compared.
///
/// Bytes are compared without bit 5, which takes `a` for `A`, but also `[` for `{`, `@` for a back-tick
/// and a line feed for `*`: an occurrence is a hint for a pattern to confirm, not a result.
package struct LiteralScanner: Sendable {
  /// The shortest literal that can be looked for, in bytes.
  package static let minimumLength = 3

  /// Bytes in a gram, and bytes between two probes.
  let gramLength: Int
  let stride: Int

  /// Which grams are looked for: the highest bits of a gram's hash choose the word, the next six the bit.
  private let bitmap: [UInt64]
  /// By how much a hash is shifted for the index of its word.
  private let wordShift: UInt64
  /// By hash, some bits of a gram's hash, 0 in an empty slot; the next slot is the next to be tried.
  ///
  /// Most of what the bitmap lets pass ends here, so that these are apart from ``firsts``, and few.
  private let tags: [UInt8]
  /// The index of the first sample of the gram in each slot.
  private let firsts: [UInt32]
  private let slotShift: UInt64
  /// What each gram is a part of; those of one gram are a chain.
  private let samples: [Sample]
  /// The literals one after the other, folded, and the place of each.
  private let text: [UInt8]
  private let places: [Place]

  private struct Sample {
    var hash: UInt64
    var literal: Int32
    /// Offset of the gram in its literal.
    var offset: Int32
    /// Eight bytes of the literal, as far as it goes from the gram, which tell most of what is no
    /// occurrence; their distance from the gram; 0 for a literal that is shorter.
    var check: UInt64
    var checkDistance: Int32
    /// The index of the next sample of the same gram, plus one; 0 in the last.
    var next: UInt32
  }

  private struct Place {
    var start: Int32
    var count: Int32
  }

  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
  /// All bits but bit 5 of each byte.
  private static let fold: UInt64 = 0xDFDF_DFDF_DFDF_DFDF

  /// Prepares a scanner.
  ///
  /// - Parameters:
  ///   - literals: what is looked for.
  ///   - windows: where in them.
  /// - Precondition: there is a window for each literal.
  package init(literals: [[UInt8]], windows: LiteralWindows) {
    precondition(windows.starts.count == literals.count, "a literal has no window")
    (gramLength, stride) = (windows.gramLength, windows.stride)
    var text: [UInt8] = []
    var places: [Place] = []
    text.reserveCapacity(literals.reduce(8) { $0 + $1.count })
    for literal in literals {
      places.append(Place(start: Int32(text.count), count: Int32(literal.count)))
      for byte in literal { text.append(byte & 0xDF) }
    }
    // Eight bytes can be loaded wherever a literal has one.
    text += repeatElement(0, count: 8)
    self.text = text
    self.places = places
    var samples = Self.samples(of: windows, in: text, places)

    // One bit in a hundred, or fewer, as far as the caches reach.
    wordShift = samples.count <= 2_000 ? 52 : samples.count <= 8_000 ? 51 : 50
    var bitmap = [UInt64](repeating: 0, count: 1 << Int(64 - wordShift))
    var bits: UInt64 = 4
    while (1 << bits) < samples.count * 2 { bits += 1 }
    var tags = [UInt8](repeating: 0, count: 1 << bits)
    var firsts = [UInt32](repeating: 0, count: 1 << bits)
    slotShift = 64 - bits
    for index in samples.indices {
      let hash = samples[index].hash
      bitmap[Int(hash >> wordShift)] |= 1 << ((hash >> (wordShift - 6)) & 63)
      var slot = Int(hash >> slotShift)
      while tags[slot] > 0, samples[Int(firsts[slot])].hash != hash {
        slot = (slot + 1) & (tags.count - 1)
      }
      samples[index].next = tags[slot] > 0 ? firsts[slot] + 1 : 0
      tags[slot] = Self.tag(hash)
      firsts[slot] = UInt32(index)
    }
    self.bitmap = bitmap
    self.tags = tags
    self.firsts = firsts
    self.samples = samples
  }

  /// Prepares a scanner of service logs.
  package init(literals: [[UInt8]]) {
    self.init(literals: literals, windows: LiteralWindows(of: literals))
  }

  /// The grams of all windows.
  private static func samples(
    of windows: LiteralWindows, in text: [UInt8], _ places: [Place]
  ) -> [Sample] {
    let mask = UInt64.max >> UInt64(64 - 8 * windows.gramLength)
    var samples: [Sample] = []
    samples.reserveCapacity(places.count * windows.stride)
    text.withUnsafeBytes { text in
      func word(_ at: Int) -> UInt64 {
        UInt64(littleEndian: text.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      }
      for (literal, place) in places.enumerated() {
        let (start, count) = (Int(place.start), Int(place.count))
        let window = windows.starts[literal]
        precondition(
          (0...(count - windows.gramLength - windows.stride + 1)).contains(window),
          "a window does not lie in its literal")
        for offset in window..<(window + windows.stride) {
          // At that end of the literal which is farther from the gram.
          let check = offset * 2 + windows.gramLength < count ? max(0, count - 8) : 0
          samples.append(
            Sample(
              hash: (word(start + offset) & mask) &* multiplier, literal: Int32(literal),
              offset: Int32(offset), check: count >= 8 ? word(start + check) : 0,
              checkDistance: count >= 8 ? Int32(check - offset) : 0, next: 0))
        }
      }
    }
    return samples
  }

  private static func tag(_ hash: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: hash >> 16) | 1 }

  /// Appends every occurrence that lies within `range` of `bytes`, in order of offset.
  package func scan(
    _ bytes: Span<UInt8>, in range: Range<Int>, into found: inout [LiteralOccurrence]
  ) {
    guard !places.isEmpty, range.count >= gramLength else { return }
    let before = found.count
    bytes.withUnsafeBytes { bytes in
      bitmap.withUnsafeBufferPointer { words in
        guard let base = bytes.baseAddress, let words = words.baseAddress else { return }
        // The loop is compiled anew for each of the usual numbers.
        switch (gramLength, stride, wordShift) {
        case (8, 9, 52): probe(base, range, words, 8, 9, 52, into: &found)
        case (7, 6, 52): probe(base, range, words, 7, 6, 52, into: &found)
        case (7, 6, 51): probe(base, range, words, 7, 6, 51, into: &found)
        case (7, 6, 50): probe(base, range, words, 7, 6, 50, into: &found)
        default: probe(base, range, words, gramLength, stride, wordShift, into: &found)
        }
      }
    }
    // Neighbouring samples may belong to literals of different lengths.
    Self.sort(&found, from: before)
  }

  @inline(__always)
  private func probe(
    _ text: UnsafeRawPointer, _ range: Range<Int>, _ words: UnsafePointer<UInt64>,
    _ gramLength: Int, _ stride: Int, _ wordShift: UInt64, into found: inout [LiteralOccurrence]
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
      words[Int(truncatingIfNeeded: hash &>> wordShift)] &>> ((hash &>> (wordShift &- 6)) & 63)
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
    tags.withUnsafeBufferPointer { tags in
      let tag = Self.tag(hash)
      var slot = Int(truncatingIfNeeded: hash &>> slotShift)
      while tags[slot] > 0 {
        if tags[slot] == tag {
          compareAll(from: firsts[slot], with: bytes, range, at: position, into: &found)
        }
        slot = (slot &+ 1) & (tags.count &- 1)
      }
    }
  }

  /// Compares the samples of a gram.
  private func compareAll(
    from first: UInt32, with bytes: UnsafeRawPointer, _ range: Range<Int>, at position: Int,
    into found: inout [LiteralOccurrence]
  ) {
    samples.withUnsafeBufferPointer { samples in
      var next = first + 1
      while next > 0 {
        let sample = samples[Int(next) - 1]
        compare(sample, with: bytes, range, at: position, into: &found)
        next = sample.next
      }
    }
  }

  /// Looks whether a literal stands where one of its grams seems to.
  @inline(__always)
  private func compare(
    _ sample: Sample, with bytes: UnsafeRawPointer, _ range: Range<Int>, at position: Int,
    into found: inout [LiteralOccurrence]
  ) {
    // First what asks for no more of the memory, which takes longer than to compare.
    if sample.check != 0 {
      let check = position &+ Int(sample.checkDistance)
      guard check >= range.lowerBound, check &+ 8 <= range.upperBound else { return }
      let word = bytes.loadUnaligned(fromByteOffset: check, as: UInt64.self)
      guard UInt64(littleEndian: word) & Self.fold == sample.check else { return }
    }
    let start = position - Int(sample.offset)
    let place = places[Int(sample.literal)]
    guard start >= range.lowerBound, start + Int(place.count) <= range.upperBound else { return }
    if isEqual(bytes + start, place) {
      found.append(LiteralOccurrence(offset: Int32(start), literal: sample.literal))
    }
  }

  /// Whether a literal stands at `bytes`, folded.
  @inline(never)
  private func isEqual(_ bytes: UnsafeRawPointer, _ place: Place) -> Bool {
    text.withUnsafeBufferPointer { text in
      for index in 0..<Int(place.count) {
        let byte = bytes.load(fromByteOffset: index, as: UInt8.self)
        if byte & 0xDF != text[Int(place.start) + index] { return false }
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
      gram = next(gram, byte, length: length)
      if index >= length - 1 { grams.append(gram) }
    }
    return grams
  }

  /// The number of the gram that ends with a byte, from that of the gram before.
  @inline(__always)
  static func next(_ gram: UInt64, _ byte: UInt8, length: Int) -> UInt64 {
    gram &>> 8 | UInt64(byte & 0xDF) &<< UInt64(8 &* (length &- 1))
  }
}
