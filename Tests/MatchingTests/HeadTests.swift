import LogReading
import Matching
import Testing
import TracebackPictures
import Tracebacks

@Suite("Logs that begin within a trace")
struct HeadTests {
  @Test("A trace whose beginning is not in the log is one, and nothing else is", arguments: cases)
  func heads(_ example: PictureCase) {
    #expect(example.found == example.expected)
  }

  static let cases: [PictureCase] = [
    PictureCase(
      "Python, at a source line",
      """
          return total(x)
        File "a.py", line 6, in lookup
          return STOCK[name]
      KeyError: 'pear'
      done
      """,
      """
      python 1-4, lacks its head
      raised KeyError: 'pear'
      call a.py:6 lookup
      """),
    PictureCase(
      "Python, at a call; another trace follows",
      """
        File "a.py", line 6, in lookup
          return STOCK[name]
                 ~~~~~^^^^^^
      KeyError: 'pear'
      Traceback (most recent call last):
        File "b.py", line 1, in <module>
          main()
      ValueError: bad
      """,
      """
      python 1-4, lacks its head
      raised KeyError: 'pear'
      call a.py:6 lookup

      python 5-8
      raised ValueError: bad
      call b.py:1 <module>
      """),
    PictureCase(
      "Python, at a message with a connector under it",
      """
      of the endpoint

      During handling of the above exception, another exception occurred:

      Traceback (most recent call last):
        File "a.py", line 16, in <module>
          attempt()
      NameError: name 'x' is not defined
      after
      """,
      """
      python 1-8, lacks its head
      raised NameError: name 'x' is not defined
      call a.py:16 <module>
      """),
    PictureCase(
      "Python, at a connector",
      """
      The above exception was the direct cause of the following exception:

      Traceback (most recent call last):
        File "a.py", line 16, in <module>
          attempt()
      NameError: no
      """,
      """
      python 1-6, lacks its head
      raised NameError: no
      call a.py:16 <module>
      """),
    PictureCase(
      "Python, with a record of others between its calls",
      """
        File "a.py", line 1, in f
      2026-11-21 10:00:00.001 9 INFO neutron.x [-] hello
          g()
      KeyError: 1
      """,
      """
      python 1, 3-4, lacks its head
      raised KeyError: 1
      call a.py:1 f
      """),
    PictureCase(
      "Python of one process, with records of another between its lines",
      """
      2026-11-21 10:00:00.001 7 ERROR nova     g()
      2026-11-21 10:00:00.001 8 INFO nova [-] hello
      2026-11-21 10:00:00.001 7 ERROR nova   File "a.py", line 1, in f
      2026-11-21 10:00:00.001 8 INFO nova [-] hello
      2026-11-21 10:00:00.001 7 ERROR nova     h()
      2026-11-21 10:00:00.001 7 ERROR nova KeyError: 1
      """,
      """
      python 1, 3, 5-6, lacks its head
      raised KeyError: 1
      call a.py:1 f
      """),
    PictureCase(
      "Python, of which the log has neither end",
      """
        File "a.py", line 1, in f
          g()
        File "a.py", line 2, in g
      """,
      """
      python 1-3, lacks its head, is cut
      call a.py:1 f
      call a.py:2 g
      """),
    PictureCase(
      "Java, at a call",
      """
      \tat shop.Order.submit(Order.java:13)
      \tat shop.Order.main(Order.java:22)
      Caused by: java.io.IOException: reset by peer
      \tat shop.Conn.query(Conn.java:10)
      \t... 2 more
      going on
      """,
      """
      java 1-5, lacks its head
      raised java.io.IOException: reset by peer
      call Order.java:13 shop.Order.submit
      call Order.java:22 shop.Order.main
      call Conn.java:10 shop.Conn.query
      """),
    PictureCase(
      "Java, at a cause",
      """
      Caused by: java.io.IOException: reset by peer
      \tat shop.Conn.query(Conn.java:10)
      \t... 2 common frames omitted
      2026-11-21 13:37:53.209 [main] INFO  shop.Web - answered 500 in 31 ms
      """,
      """
      java 1-3, lacks its head
      raised java.io.IOException: reset by peer
      call Conn.java:10 shop.Conn.query
      """),
    PictureCase(
      "Java, with a container's lines between",
      """
      web-1  | \tat shop.Order.submit(Order.java:13)
      db-1   | ready
      web-1  | \tat shop.Order.main(Order.java:22)
      web-1  | going on
      """,
      """
      java 1, 3, lacks its head
      call Order.java:13 shop.Order.submit
      call Order.java:22 shop.Order.main
      """),
    PictureCase(
      "Go, at the place of a call",
      """
      \t/srv/app/main.go:11 +0x12
      main.attach(0xc00006ef58)
      \t/srv/app/main.go:15 +0xe0
      main.main()
      \t/srv/app/main.go:19 +0x54
      exit status 2
      """,
      """
      go 1-5, lacks its head
      call /srv/app/main.go:15 main.attach
      call /srv/app/main.go:19 main.main
      """),
    PictureCase(
      "PHP, at a call",
      """
      #1 /srv/app/invoice.php(9): App\\Invoice->total()
      #2 {main}
        thrown in /srv/app/invoice.php on line 9
      done
      """,
      """
      php 1-3, lacks its head
      call /srv/app/invoice.php:9 App\\Invoice->total
      call :0 {main}
      """),
    PictureCase(
      "Perl, at a call",
      """
      \tmain::job("pool-a", "confess") called at backup.pl line 5
      \tmain::main() called at backup.pl line 6
      done
      """,
      """
      perl 1-2, lacks its head
      call backup.pl:5 main::job
      call backup.pl:6 main::main
      """),
    PictureCase(
      "Ruby, at a call",
      """
      \tfrom import.rb:9:in `run'
      \tfrom import.rb:12:in `<main>'
      done
      """,
      """
      ruby 1-2, lacks its head
      call import.rb:9 run
      call import.rb:12 <main>
      """),
    PictureCase(
      "Lua, at a call",
      """
      \tscript.lua:5: in main chunk
      \t[C]: in ?
      done
      """,
      """
      lua 1-2, lacks its head
      call script.lua:5 main chunk
      call [C]:0 ?
      """),
    PictureCase(
      "Tcl, at a place",
      """
          (procedure "parse" line 1)
          invoked from within
      "parse $r"
      """,
      """
      tcl 1-3, lacks its head
      call :1 parse
      call :0 parse $r
      """),
    PictureCase(
      ".NET, at a call",
      """
        at Shop.Gateway.Client.Send(String t) in /srv/app/Gateway.cs:line 6
        at Shop.Gateway.Program.Main(String[] a) in /srv/app/Gateway.cs:line 9
      done
      """,
      """
      dotnet 1-2, lacks its head
      call /srv/app/Gateway.cs:6 Shop.Gateway.Client.Send
      call /srv/app/Gateway.cs:9 Shop.Gateway.Program.Main
      """),
    PictureCase(
      "Node.js, at a call",
      """
          at charge (/srv/app/billing.js:8:21)
          at main (/srv/app/billing.js:16:20)
      done
      """,
      """
      javascript 1-2, lacks its head
      call /srv/app/billing.js:8 charge
      call /srv/app/billing.js:16 main
      """),
    PictureCase(
      "Elixir, at a call",
      """
          (stdlib 4.2) gen_server.erl:1149: :gen_server.try_handle_call/4
          (stdlib 4.2) proc_lib.erl:240: :proc_lib.init_p_do_apply/3

      done
      """,
      """
      elixir 1-2, lacks its head
      call gen_server.erl:1149 :gen_server.try_handle_call/4
      call proc_lib.erl:240 :proc_lib.init_p_do_apply/3
      """),
    PictureCase(
      "a Python call after an ordinary line",
      """
      starting
        File "a.py", line 1, in f
          g()
      KeyError: 1
      """, ""),
    PictureCase(
      "a Python call after a blank line",
      """

        File "a.py", line 1, in f
          g()
      KeyError: 1
      """, ""),
    PictureCase(
      "a Python call after a record",
      """
      2026-11-21 10:00:00.001 9 INFO neutron.x [-] hello
        File "a.py", line 1, in f
          g()
      KeyError: 1
      """, ""),
    PictureCase(
      "a Lua call after an ordinary line",
      """
      starting
      \tscript.lua:5: in main chunk
      \t[C]: in ?
      """, ""),
    PictureCase(
      "a Perl call after an ordinary line",
      """
      starting
      \tmain::main() called at backup.pl line 6
      """, ""),
    PictureCase(
      "the words of a call in a sentence",
      """
      it was called at noon line 5
      as the article said
      """, ""),
  ]

  /// So many source lines, and a trace's rest under them.
  private func trace(sourceLines count: Int) -> String {
    String(repeating: "    f(),\n", count: count) + "  File \"a.py\", line 1, in f\nKeyError: 1\n"
  }

  @Test("A head is looked for in the first 16 lines of a log, no further")
  func headLength() {
    #expect(
      TracebackReading.tracebacks(in: trace(sourceLines: 15)).map(\.picture) == [
        "python 1-17, lacks its head\nraised KeyError: 1\ncall a.py:1 f"
      ])
    #expect(TracebackReading.tracebacks(in: trace(sourceLines: 16)).map(\.picture) == [])
  }

  @Test("A byte order mark before a line is not of it", arguments: ["", "fine\n"])
  func byteOrderMark(_ before: String) {
    let text =
      "\(before)\u{FEFF}Traceback (most recent call last):\n  File \"a.py\", line 1, in a\nKeyError: 1"
    let first = before.isEmpty ? 1 : 2
    let found = TracebackReading.tracebacks(in: text)
    #expect(found.map(\.lineNumbers) == [[first...(first + 2)]])
  }
}
