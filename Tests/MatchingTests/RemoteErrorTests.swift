import LogReading
import Matching
import Testing
import Tracebacks

@Suite("Errors of other processes")
struct RemoteErrorTests {
  private func errors(in text: String) -> [String] {
    TracebackReading.tracebacks(in: text).flatMap { trace in
      trace.errors.map { "\(trace.string($0.type)): \(trace.string($0.message))" }
    }
  }

  @Test("An error that a RemoteError brings is one of the trace's")
  func remote() {
    let text = """
      Traceback (most recent call last):
        File "/srv/nova/rpc.py", line 12, in call
          raise result
      oslo_messaging.rpc.client.RemoteError: Remote error: DiskNotFound No disk at /var/x
      ['Traceback (most recent call last):\\n', '  File "d.py", line 9, in disk\\n']
      """
    #expect(
      errors(in: text) == [
        """
        oslo_messaging.rpc.client.RemoteError: Remote error: DiskNotFound No disk at /var/x
        ['Traceback (most recent call last):\\n', '  File "d.py", line 9, in disk\\n']
        """,
        """
        DiskNotFound: No disk at /var/x
        ['Traceback (most recent call last):\\n', '  File "d.py", line 9, in disk\\n']
        """,
      ])
  }

  @Test("What the trace is about comes first, then its causes, the nearest first")
  func order() {
    let java = """
      java.lang.IllegalStateException: order
      \tat shop.Order.submit(Order.java:13)
      Caused by: java.sql.SQLException: insert
      \tat shop.Conn.query(Conn.java:10)
      Caused by: java.io.IOException: socket
      \t... 2 more
      """
    #expect(
      errors(in: java) == [
        "java.lang.IllegalStateException: order", "java.sql.SQLException: insert",
        "java.io.IOException: socket",
      ])
    let python = """
      Traceback (most recent call last):
        File "a.py", line 1, in a
          b()
      KeyError: 'b'

      During handling of the above exception, another exception occurred:

      Traceback (most recent call last):
        File "a.py", line 2, in a
          c()
      ValueError: c
      """
    #expect(errors(in: python) == ["ValueError: c", "KeyError: 'b'"])
  }
}
