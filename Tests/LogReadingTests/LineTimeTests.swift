import LogReading
import Testing

@Suite("When a line says that it was written")
struct LineTimeTests {
  @Test(
    "Every carrier's way to say it",
    arguments: [
      ("2026-11-21 10:00:00.123 7 ERROR nova [-] x", .stamp("2026-11-21 10:00:00.123")),
      ("2026-11-21 10:00:00.123 -0500 x", .stamp("2026-11-21 10:00:00.123 -0500")),
      ("Nov 21 10:00:00 ctl nova[7]: x", .stamp("Nov 21 10:00:00")),
      (
        "Sat 2026-11-21 10:00:00 UTC ctl nova.service[7]: x",
        .stamp("2026-11-21 10:00:00 UTC")
      ),
      ("Sat 2026-11-21 10:00:00 CET ctl nova.service[7]: x", .stamp("2026-11-21 10:00:00")),
      ("2026-11-21T10:00:00+0100 ctl nova[7]: x", .stamp("2026-11-21T10:00:00+0100")),
      ("1795256103.818227 ctl nova[7]: x", .microseconds(1_795_256_103_818_227)),
      ("__REALTIME_TIMESTAMP=1795256103818227", .microseconds(1_795_256_103_818_227)),
      (
        #"{"__CURSOR":"s","__REALTIME_TIMESTAMP":"1795256103818227","MESSAGE":"x"}"#,
        .microseconds(1_795_256_103_818_227)
      ),
      (
        #"{"log":"2026-11-21 11:00:00 x\n","stream":"stderr","time":"2026-11-21T10:00:00.1Z"}"#,
        .stamp("2026-11-21T10:00:00.1Z")
      ),
      (
        "2026-11-21T10:00:00.123456789Z stdout F 2026-11-21 11:00:00.123 7 INFO nova [-] x",
        .stamp("2026-11-21T10:00:00.123456789Z")
      ),
      (
        "Nov 21 10:00:00 ctl nova[7]: 2026-11-21 11:00:00.123 7 INFO nova [-] x",
        .stamp("2026-11-21 11:00:00.123")
      ),
      (
        #"10.0.0.1 - - [21/Nov/2026:10:00:00 +0100] "GET / HTTP/1.1" 200 5"#,
        .stamp("21/Nov/2026:10:00:00 +0100")
      ),
      (
        "[Sat Nov 21 10:00:00.123456 2026] [wsgi:error] [pid 7] x",
        .stamp("Sat Nov 21 10:00:00.123456 2026")
      ),
      (
        #"{"message": "x", "asctime": "2026-11-21 12:59:47", "name": "nova"}"#,
        .stamp("2026-11-21 12:59:47")
      ),
      (
        #"{"@timestamp":"2026-11-21T13:02:44.303Z","message":"x"}"#,
        .stamp("2026-11-21T13:02:44.303Z")
      ),
      (#"{"message":"x"}"#, nil),
      ("[2026-11-21 13:02:29 +0000] [7] [INFO] x", .stamp("2026-11-21 13:02:29 +0000")),
      ("[2026-11-21 13:02:29,123: ERROR/MainProcess] x", .stamp("2026-11-21 13:02:29,123")),
      ("Sat 2026-11-21 13:00:01.001371 UTC [s=4ac;i=1]", .stamp("2026-11-21 13:00:01.001371 UTC")),
      ("Traceback (most recent call last):", nil), ("", nil), ("__REALTIME_TIMESTAMP=x", nil),
    ] as [(String, LineTime?)])
  func lines(_ line: String, _ expected: LineTime?) {
    let bytes = Array(line.utf8)
    #expect(LineTime(of: bytes.span) == expected)
  }

  @Test(
    "The zone at the end of a stamp",
    arguments: [
      ("2026-11-21 10:00:00", nil), ("2026-11-21T10:00:00Z", 0), ("2026-11-21 10:00:00 UTC", 0),
      ("2026-11-21 10:00:00+0100", 3600), ("2026-11-21T10:00:00.1-05:30", -19_800),
      ("21/Nov/2026:10:00:00 +0000", 0), ("2026-11-21 10:00:00 CET", nil), ("2026-11-21", nil),
      ("Sat Nov 21 10:00:00 2026", nil), ("", nil),
    ] as [(String, Int?)])
  func zones(_ stamp: String, _ expected: Int?) {
    #expect(LineTime.zone(endOf: stamp) == expected)
  }
}
