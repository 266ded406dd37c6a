import Foundation
import LogReading
import Testing

@Suite("Damaged archives")
struct DamagedArchiveTests {
  /// A text that does not compress to nothing.
  private static let text = (0..<20_000).map { "line \($0) \($0 &* 2_654_435_761 % 99_991)\n" }
    .joined()

  /// What was read, and the problems.
  private func read(_ bytes: [UInt8]) throws -> (text: [UInt8], problems: [String]) {
    let directory = try TemporaryDirectory()
    let path = try directory.write(bytes, to: "x")
    let feed = LogFeed([.file(path: path, isNamed: true)])
    var text: [UInt8] = []
    var problems: [String] = []
    while true {
      let step = feed.next(waiting: 0) { bytes, chunk in
        bytes.extracting(chunk.fresh).withUnsafeBufferPointer { text += $0 }
      }
      if case .problem(let problem) = step { problems.append(problem.message) }
      if step == .finished { return (text, problems) }
    }
  }

  @Test(
    "Of compressed data that is cut, the beginning is read",
    arguments: [Compression.gz, .xz, .zst, .bz2, .lz4])
  func truncated(_ compression: Compression) throws {
    let whole = Array(Self.text.utf8)
    let bytes = try WrittenArchive.compressed(whole, compression)
    var sizes: [Int] = []
    for tenths in [1, 3, 5, 7, 9] {
      let (text, problems) = try read(Array(bytes[..<(bytes.count * tenths / 10)]))
      #expect(problems.count == 1)
      #expect(whole.starts(with: text))
      sizes.append(text.count)
    }
    // A block that is not whole comes to nothing, and may be as large as all this.
    #expect(sizes == sizes.sorted())
    #expect([.bz2, .lz4].contains(compression) || sizes[4] > whole.count / 2)
  }

  @Test(
    "Of a short log that is cut, the beginning is read, too", arguments: [Compression.gz, .xz])
  func truncatedShortLog(_ compression: Compression) throws {
    let whole = Array(Self.text.utf8.prefix(30_000))
    let bytes = try WrittenArchive.compressed(whole, compression)
    for tenths in [3, 6, 9] {
      let (text, problems) = try read(Array(bytes[..<(bytes.count * tenths / 10)]))
      #expect(problems == ["is damaged: it is cut short"])
      #expect(whole.starts(with: text))
      #expect(text.count > whole.count * (tenths - 2) / 10)
    }
  }

  @Test("Data with a wrong checksum is read, and told of")
  func wrongChecksum() throws {
    let whole = Array(Self.text.utf8)
    var bytes = try WrittenArchive.compressed(whole, .gz)
    // RFC 1952, section 2.3.1: the checksum, and the size.
    bytes[bytes.count - 8] ^= 1
    let (text, problems) = try read(bytes)
    #expect(problems == ["is damaged: incorrect data check"])
    #expect(text == whole)
  }

  @Test(
    "Gzip data may follow gzip data, and NUL bytes; other things are a failure",
    arguments: [
      ([UInt8](), []), ([0, 0, 0], []), (Array("x".utf8), ["is damaged: it is cut short"]),
      (Array("more".utf8), ["is damaged: incorrect header check"]),
    ])
  func trailing(_ rest: [UInt8], _ expected: [String]) throws {
    let one = try WrittenArchive.compressed(Array("one\n".utf8), .gz)
    let two = try WrittenArchive.compressed(Array("two\n".utf8), .gz)
    let (text, problems) = try read(one + two + rest)
    #expect(String(decoding: text, as: UTF8.self) == "one\ntwo\n")
    #expect(problems == expected)
  }

  @Test(
    "A member that is not as long as its archive says is told of",
    arguments: [
      // What seems small is held back, and what goes beyond is not.
      (4, "one\nt", "is damaged: it is longer than the archive says"),
      (4096, "one\ntwo\nthree\n", "is damaged: ZIP uncompressed data is wrong size"),
      (0xFFFF_FFFE, "one\ntwo\nthree\n", "is damaged: ZIP uncompressed data is wrong size"),
    ])
  func wrongSize(_ size: UInt32, _ expected: String, _ problem: String) throws {
    var bytes = try WrittenArchive.archive(.zip, [.file("a.log", "one\ntwo\nthree\n")])
    // The size before the member and in the directory; PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12.
    for (signature, offset) in [([0x50, 0x4B, 3, 4] as [UInt8], 22), ([0x50, 0x4B, 1, 2], 24)] {
      let header = try #require(bytes.indices.first { bytes[$0...].starts(with: signature) })
      for byte in 0..<4 {
        bytes[header + offset + byte] = UInt8(truncatingIfNeeded: size >> (8 * byte))
      }
    }
    let (text, problems) = try read(bytes)
    #expect(String(decoding: text, as: UTF8.self) == expected)
    #expect(problems.map { $0.prefix(problem.count) } == [problem[...]])
  }

  @Test(
    "Of an archive that is cut, the members before are read",
    arguments: [(ArchiveForm.tar, Compression.gz), (.cpio, .xz), (.tar, nil), (.zip, nil)]
      as [(ArchiveForm, Compression?)])
  func truncatedArchive(_ form: ArchiveForm, _ compression: Compression?) throws {
    let entries = (0..<20).map { ArchiveEntry.file("\($0).log", Self.text) }
    let bytes = try WrittenArchive.archive(form, entries, compression)
    let (text, problems) = try read(Array(bytes[..<(bytes.count / 2)]))
    #expect(problems.count == 1)
    #expect(text.count > 100_000)
    let whole = Array((0..<20).map { _ in Self.text }.joined().utf8)
    #expect(whole.starts(with: text))
  }

  @Test("Whatever is flipped, reading comes to an end", arguments: 0..<24)
  func flipped(_ seed: Int) throws {
    let forms = ArchiveForm.allCases
    let compressions = [nil] + Compression.allCases.map(Optional.some)
    let form = forms[seed % forms.count]
    let compression = form == .sevenZip ? nil : compressions[seed % compressions.count]
    let entries = (0..<4).map { ArchiveEntry.file("\($0).log", Self.text) }
    let bytes = try WrittenArchive.archive(form, entries, compression)
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    for round in 0..<8 {
      var damaged = bytes
      // Headers stand at the beginning and at the end.
      let range = [bytes.count, 600, bytes.count][round % 3]
      for _ in 0...random(12) {
        let place = random(min(range, bytes.count))
        damaged[round % 3 == 2 ? bytes.count - 1 - place / 50 : place] ^= UInt8(1 << random(8))
      }
      let (text, problems) = try read(damaged)
      // A size that was flipped may be larger than what is there, but nothing is made up.
      #expect(text.count <= 5 * Self.text.utf8.count)
      #expect(problems.count <= 8)
    }
  }
}
