#if os(Linux)
  import Foundation
  import LogReading
  import Testing
  import WrittenJournals

  /// Offsets are those of systemd's docs, JOURNAL_FILE_FORMAT.
  @Suite("Damaged and hostile journals")
  struct DamagedJournalTests {
    private typealias Entry = WrittenJournal.Entry

    /// Where a journal's objects stand, and the type and size of each.
    private struct Object {
      var offset: Int
      var type: UInt8
      var size: Int
    }

    private static let entryCount = 40

    /// A journal in which every third message is stored compressed.
    private static let journal: Result<[UInt8], any Error> = Result {
      try WrittenJournal.bytes(
        (0..<entryCount).map {
          let long = String(repeating: "long message \($0) ", count: 100)
          return Entry(
            $0, boot: $0 < 20 ? 1 : 2, $0 % 3 == 0 ? long : "message \($0)",
            ["_COMM": "x", "_PID": "\($0 % 4)"])
        })
    }

    private static func number(_ bytes: [UInt8], at offset: Int) -> Int {
      Int(
        clamping: bytes[offset..<(offset + 8)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      )
    }

    private static func objects(of bytes: [UInt8]) -> [Object] {
      var objects: [Object] = []
      var offset = number(bytes, at: 88)
      while offset <= number(bytes, at: 136) {
        let size = number(bytes, at: offset + 8)
        objects.append(Object(offset: offset, type: bytes[offset], size: size))
        offset += (size + 7) & ~7
      }
      return objects
    }

    /// The journal as a file that is changed and, when it was read, as it was.
    private final class File {
      private let journal: [UInt8]
      private let directory: TemporaryDirectory
      private let path: String

      init(_ journal: [UInt8]) throws {
        let directory = try TemporaryDirectory()
        path = try directory.write(journal, to: "x")
        self.journal = journal
        self.directory = directory
      }

      /// Reads it with some bytes changed; nothing may be made up, and no entry missing in silence.
      ///
      /// If what is changed are fields (`losesFields`), messages may be missing: sd-journal leaves out
      /// what it cannot decompress. The result is how many records came out, and the problems.
      func read(
        with changes: [(offset: Int, bytes: [UInt8])] = [], losesFields: Bool = false,
        sourceLocation: SourceLocation = #_sourceLocation
      ) throws -> (lineCount: Int, problems: [String]) {
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        var claimed = UInt64(entryCount)
        for change in changes {
          try handle.seek(toOffset: UInt64(change.offset))
          try handle.write(contentsOf: Data(change.bytes))
          if change.offset == 152 {
            claimed = change.bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
          }
        }
        let feed = LogFeed([.file(path: path, isNamed: true)])
        var lineCount = 0
        var problems: [String] = []
        while true {
          let step = feed.next(waiting: 0) { bytes, chunk in
            // A message may have got a line feed.
            let lines = bytes.extracting(chunk.fresh).withUnsafeBufferPointer {
              $0.split(separator: UInt8(ascii: "\n"))
            }
            lineCount += lines.count { $0.first != UInt8(ascii: " ") }
          }
          if case .problem(let problem) = step { problems.append(problem.message) }
          if step == .finished { break }
        }
        for change in changes {
          try handle.seek(toOffset: UInt64(change.offset))
          let end = min(journal.count, change.offset + change.bytes.count)
          try handle.write(contentsOf: Data(journal[change.offset..<end]))
        }
        #expect(lineCount <= entryCount && problems.count <= 4, sourceLocation: sourceLocation)
        let isWhole = lineCount == min(UInt64(entryCount), claimed)
        #expect(
          isWhole || losesFields || !problems.isEmpty, "\(changes)", sourceLocation: sourceLocation)
        return (lineCount, problems)
      }
    }

    private static func bytes(of value: UInt64) -> [UInt8] {
      withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    @Test("Whole, it is read")
    func whole() throws {
      let (lineCount, problems) = try File(Self.journal.get()).read()
      #expect(lineCount == Self.entryCount)
      #expect(problems == [])
    }

    @Test(
      "Cut at a field of its header, it holds nothing",
      arguments: Array(stride(from: 8, to: 272, by: 8)))
    func cutHeader(_ size: Int) throws {
      let (lineCount, problems) = try File(Array(Self.journal.get()[..<size])).read()
      #expect(lineCount == 0)
      #expect(
        problems == [
          size < 208
            ? "is damaged: it is cut short" : "is damaged: 40 of 40 entries could not be read"
        ])
    }

    @Test("Cut between its objects, it is read up to there")
    func cutObjects() throws {
      let journal = try Self.journal.get()
      var counts: [Int] = []
      for object in Self.objects(of: journal).filter({ $0.type == 3 }) {
        let (lineCount, problems) = try File(Array(journal[..<object.offset])).read()
        #expect(problems == ["is damaged: \(40 - lineCount) of 40 entries could not be read"])
        counts.append(lineCount)
      }
      #expect(counts == Array(0..<Self.entryCount))
    }

    @Test(
      "Whatever a field of its header says, reading comes to an end",
      arguments: Array(stride(from: 8, to: 264, by: 8)))
    func headerFields(_ offset: Int) throws {
      let journal = try Self.journal.get()
      let file = try File(journal)
      let value = UInt64(Self.number(journal, at: offset))
      for other in [0, 1, value &+ 8, value &* 2, UInt64(journal.count), 1 << 40, 1 << 63, .max] {
        _ = try file.read(with: [(offset, Self.bytes(of: other))])
      }
    }

    @Test("A list of entries that leads back to itself is not followed, however many it claims")
    func loops() throws {
      let journal = try Self.journal.get()
      let file = try File(journal)
      let lists = Self.objects(of: journal).filter { $0.type == 6 }
      let first = try #require(lists.first { $0.offset == Self.number(journal, at: 176) })
      let next = Self.number(journal, at: first.offset + 16)
      let loops = [
        (first.offset, first.offset), (first.offset, 8), (next, first.offset), (next, next),
      ]
      for (list, target) in loops {
        let (lineCount, problems) = try file.read(
          with: [(list + 16, Self.bytes(of: UInt64(target))), (152, Self.bytes(of: 1 << 60))])
        #expect(lineCount == 0)
        #expect(problems == ["is damaged: its list of entries leads back to itself"])
      }
    }

    @Test("Sizes, flags and offsets of objects may lie")
    func objects() throws {
      let journal = try Self.journal.get()
      let file = try File(journal)
      let objects = Self.objects(of: journal)
      #expect(Set(objects.map(\.type)).isSuperset(of: [1, 2, 3, 4, 5, 6]))
      for type: UInt8 in 1...6 {
        // The first and the last of a kind, and one that is compressed.
        let those = objects.filter { $0.type == type }
        let compressed = those.filter { journal[$0.offset + 1] != 0 }.prefix(1)
        for object in those.prefix(1) + those.suffix(1) + compressed {
          for size: UInt64 in [0, 15, 16, 17, UInt64(object.size) * 2, 1 << 40, 1 << 63, .max] {
            _ = try file.read(
              with: [(object.offset + 8, Self.bytes(of: size))], losesFields: type < 4)
          }
          for flags: UInt8 in [0, 1, 2, 4, 7, 0xFF] {
            _ = try file.read(with: [(object.offset + 1, [flags])], losesFields: type < 4)
          }
          for target in [0, 8, object.offset, first(6, in: objects), journal.count] {
            let words = stride(
              from: object.offset + 16, to: object.offset + min(object.size, 72), by: 8)
            for word in words {
              _ = try file.read(
                with: [(word, Self.bytes(of: UInt64(target)))], losesFields: type < 4)
            }
          }
        }
      }
    }

    private func first(_ type: UInt8, in objects: [Object]) -> Int {
      objects.first { $0.type == type }?.offset ?? 0
    }

    @Test("Compressed fields may claim any size")
    func compressedSizes() throws {
      let journal = try Self.journal.get()
      let file = try File(journal)
      let compressed = try #require(
        Self.objects(of: journal).first { $0.type == 1 && journal[$0.offset + 1] != 0 })
      // The payload stands behind 64 bytes; a frame of zstd says its content's size in its header.
      for start in 64..<80 {
        for byte: UInt8 in [0, 0x7F, 0xFF] {
          let change = (compressed.offset + start, [UInt8](repeating: byte, count: 8))
          _ = try file.read(with: [change], losesFields: true)
        }
      }
    }

    @Test("Whatever is flipped, reading comes to an end", arguments: 0..<24)
    func flipped(_ seed: Int) throws {
      let journal = try Self.journal.get()
      let file = try File(journal)
      let objects = Self.objects(of: journal).filter { $0.type != 4 && $0.type != 5 }
      var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
      func random(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
      }
      for _ in 0..<4 {
        let changes = (0...random(12)).map { _ in
          let object = objects[random(objects.count)]
          let offset = object.offset + random(min(object.size, 200))
          return (offset, [journal[offset] ^ UInt8(1 << random(8))])
        }
        _ = try file.read(with: changes, losesFields: true)
      }
    }

    @Test("One that is damaged does not keep the others of its directory from being read")
    func directory() throws {
      let directory = try TemporaryDirectory()
      let journal = try Self.journal.get()
      let other = try WrittenJournal.bytes([Entry(100, boot: 2, "other", ["_COMM": "x"])])
      _ = try directory.write(Array(journal[..<100]), to: "d/a.journal")
      _ = try directory.write(other, to: "d/b.journal")
      let last = try #require(Self.objects(of: journal).last { $0.type == 3 })
      _ = try directory.write(Array(journal[..<last.offset]), to: "d/c.journal")
      let found = LogFeed.transcript(["d"], in: directory.path, shownSize: 0)
        .replacing(WrittenJournal.bootID(1), with: "1…")
        .replacing(WrittenJournal.bootID(2), with: "2…")
      #expect(
        found == """
          ! d/a.journal: is damaged: it is cut short
          <d!/1…>
          11844 bytes
          .
          <d!/2…>
          10652 bytes
          ! d!/2…: is damaged: 1 of 41 entries could not be read
          …

          """)
    }
  }
#endif
