#if os(Linux)
  import Foundation
  import LogReading
  import Testing
  import WrittenJournals

  @Suite("A journal that may grow")
  struct JournalReaderTests {
    private typealias Entry = WrittenJournal.Entry

    @Test("Reading goes on behind the entry with a cursor, also in files that were written since")
    func growth() throws {
      let directory = try TemporaryDirectory()
      let first = try WrittenJournal.bytes([Entry(1, "a"), Entry(2, "b"), Entry(3, "c")])
      _ = try directory.write(first, to: "a.journal")
      let reader = try JournalReader(.directory(directory.path))
      #expect(try reader.next())
      #expect(try reader.next())
      let cursor = try #require(reader.cursor)
      #expect(try reader.next())
      #expect(try !reader.next())
      #expect(try reader.wait(0))
      #expect(try !reader.wait(0))
      let second = try directory.write(WrittenJournal.bytes([Entry(4, "d")]), to: "b")
      try FileManager.default.moveItem(atPath: second, toPath: "\(directory.path)/b.journal")
      repeat { try #require(try reader.wait(10_000)) } while try !reader.next()
      #expect(try !reader.next())

      let other = try JournalReader(.directory(directory.path))
      #expect(try other.seek(cursor: cursor))
      #expect(other.cursor == cursor)
      #expect(try other.next())
      #expect(try other.next())
      #expect(try !other.next())
    }

    @Test("A cursor of another journal is not found")
    func otherCursor() throws {
      let directory = try TemporaryDirectory()
      _ = try directory.write(WrittenJournal.bytes([Entry(1, "a")]), to: "a/x.journal")
      _ = try directory.write(WrittenJournal.bytes([Entry(1, "a")]), to: "b/x.journal")
      let first = try JournalReader(.directory("\(directory.path)/a"))
      #expect(try first.next())
      let second = try JournalReader(.directory("\(directory.path)/b"))
      #expect(try !second.seek(cursor: #require(first.cursor)))
    }
  }
#endif
