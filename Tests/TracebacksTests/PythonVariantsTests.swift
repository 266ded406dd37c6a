import LogReading
import Testing
import Tracebacks

@Suite("What Python and its libraries print otherwise")
struct PythonVariantsTests {
  @Test("A variant of a traceback is one, with its calls and errors", arguments: cases)
  func variants(_ example: PictureCase) {
    #expect(example.found == example.expected)
  }

  static let cases: [PictureCase] = [
    PictureCase(
      "the fault handler's threads",
      """
      calling native code
      Fatal Python error: Segmentation fault

      Thread 0x00007f318c9456c0 (most recent call first):
        File "/srv/app/fault.py", line 3 in idle
        File "/usr/lib/python3.11/threading.py", line 982 in run

      Current thread 0x00007f318d7beb80 (most recent call first):
        File "/srv/app/fault.py", line 6 in native
        File "/srv/app/fault.py", line 7 in <module>
      bash: line 1: 15617 Segmentation fault      python fault.py
      """,
      """
      python 2-10
      raised Segmentation fault:\u{20}
      call /srv/app/fault.py:3 idle
      call /usr/lib/python3.11/threading.py:982 run
      call /srv/app/fault.py:6 native
      call /srv/app/fault.py:7 <module>
      """),
    PictureCase(
      "the fault handler's watchdog, which names no error",
      """
      [watchdog] armed
      Timeout (0:00:01)!
      Thread 0x00007fc7387fbb80 (most recent call first):
        File "/srv/app/later.py", line 3 in poll
        File "/srv/app/later.py", line 6 in <module>
      [watchdog] poll finished late
      """,
      """
      python 2-5
      call /srv/app/later.py:3 poll
      call /srv/app/later.py:6 <module>
      """),
    PictureCase(
      "a box of rich, and the error under it",
      """
      scaling
      ╭───────────── Traceback (most recent call last) ──────────────╮
      │ /srv/app/ri.py:10 in <module>                                │
      │                                                              │
      │    9 │   scale(10, factor)                                   │
      │ ❱ 10 main()                                                  │
      │                                                              │
      │ /srv/app/ri.py:5 in scale                                    │
      │                                                              │
      │ ❱  5 │   return v / by                                       │
      │ ╭─ locals ─╮                                                 │
      │ │ by = 0   │                                                 │
      │ ╰──────────╯                                                 │
      ╰──────────────────────────────────────────────────────────────╯
      ZeroDivisionError: division by zero
      scaled
      """,
      """
      python 2-15
      raised ZeroDivisionError: division by zero
      call /srv/app/ri.py:10 <module>
      call /srv/app/ri.py:5 scale
      """),
    PictureCase(
      "rich's boxes of a chain in a log handler's column",
      """
      [11/21/26 12:56:39] INFO     server starting                         ri2.py:8
                          ERROR    using defaults                          ri2.py:12
                                   ╭── Traceback (most recent call last) ──╮
                                   │ /srv/app/ri2.py:6 in read             │
                                   │                                       │
                                   │ ❱  6 def read(p): return open(p)      │
                                   ╰───────────────────────────────────────╯
                                   FileNotFoundError: [Errno 2] No such
                                   file or directory: '/nonexistent.ini'

                                   The above exception was the direct cause
                                   of the following exception:

                                   ╭── Traceback (most recent call last) ──╮
                                   │ /srv/app/ri2.py:11 in main            │
                                   │                                       │
                                   │ ❱ 11 │   │   except FileNotFoundError │
                                   ╰───────────────────────────────────────╯
                                   RuntimeError: no configuration
                          INFO     server ready                            ri2.py:13
      """,
      """
      python 3-19
      raised FileNotFoundError: [Errno 2] No such⏎\
                                   file or directory: '/nonexistent.ini'
      raised RuntimeError: no configuration
      about RuntimeError, first FileNotFoundError
      call /srv/app/ri2.py:6 read
      call /srv/app/ri2.py:11 main
      """),
    PictureCase(
      "loguru's values under the source lines, and blank lines between the calls",
      """
      2026-11-21 12:56:39.241 | INFO     | __main__:<module>:9 - report begins
      2026-11-21 12:56:39.242 | ERROR    | __main__:<module>:10 - An error has been caught:
      Traceback (most recent call last):

      > File "/srv/app/lg.py", line 10, in <module>
          report([{'sum': 4, 'n': 2}])
          └ <function report at 0x7f084ebd68e0>

        File "/srv/app/lg.py", line 5, in ratio
          return a / b
                 │   └ 0
                 └ 3

      ZeroDivisionError: division by zero
      2026-11-21 12:56:39.245 | SUCCESS  | __main__:<module>:11 - report ends
      """,
      """
      python 3-14, after a record
      raised ZeroDivisionError: division by zero
      call /srv/app/lg.py:10 <module>
      call /srv/app/lg.py:5 ratio
      """),
    PictureCase(
      "a chain of loguru, whose connector has two blank lines on both sides",
      """
      Traceback (most recent call last):

        File "/srv/app/lg.py", line 13, in <module>
          try: {}['user']

      KeyError: 'user'


      The above exception was the direct cause of the following exception:


      Traceback (most recent call last):

      > File "/srv/app/lg.py", line 14, in <module>
          raise RuntimeError('no session') from e

      RuntimeError: no session
      """,
      """
      python 1-17
      raised KeyError: 'user'
      raised RuntimeError: no session
      about RuntimeError, first KeyError
      call /srv/app/lg.py:13 <module>
      call /srv/app/lg.py:14 <module>
      """),
    PictureCase(
      "a syntax error of the main script, which has no header",
      """
      starting
        File "/srv/app/main.py", line 3
          print("a"
               ^
      SyntaxError: '(' was never closed
      done
      """,
      """
      python 2-5
      raised SyntaxError: '(' was never closed
      call /srv/app/main.py:3\u{20}
      """),
    PictureCase(
      "an error of indentation without a header, carets or blanks",
      """
        File "/srv/app/main.py", line 3
          def b(): pass
                       ^
      IndentationError: unindent does not match any outer indentation level
      """,
      """
      python 1-4
      raised IndentationError: unindent does not match any outer indentation level
      call /srv/app/main.py:3\u{20}
      """),
    PictureCase(
      "the words of a syntax error without a place above",
      """
      the parser said
      SyntaxError: invalid syntax
      """, ""),
    PictureCase(
      "a connector that a terminal of 60 columns has wrapped",
      """
      Traceback (most recent call last):
        File "/srv/app/chain.py", line 5, in get
          return {}[k]
      KeyError: 'sess-9f'

      During handling of the above exception, another exception oc
      curred:

      Traceback (most recent call last):
        File "/srv/app/chain.py", line 10, in fetch
          with open('/nonexistent/%s.json' % key) as f:
      FileNotFoundError: [Errno 2] No such file or directory: '/no
      nexistent/sess-9f.json'
      2026-11-21 13:06:43,077 INFO [root] new session created
      """,
      """
      python 1-13
      raised KeyError: 'sess-9f'
      raised FileNotFoundError: [Errno 2] No such file or directory: '/no⏎nexistent/sess-9f.json'
      about FileNotFoundError, first KeyError
      call /srv/app/chain.py:5 get
      call /srv/app/chain.py:10 fetch
      """),
    PictureCase(
      "ansible's connector between a module's error and the controller's",
      """
      Traceback (most recent call last):
        File "<frozen runpy>", line 88, in _run_code
        File "/tmp/payload.zip/ansible/legacy/probe_disk.py", line 4, in size
      FileNotFoundError: [Errno 2] No such file or directory: '/sys/block/nbd77/size'

      The above target exception was the direct cause of the following controller exception:

      Traceback (most recent call last):
        File "/srv/venv/ansible/executor/task_executor.py", line 426, in _execute
          maybe_raise_on_result(result)
      ansible.errors.AnsibleTaskError: Task failed: Module failed

      fatal: [localhost]: FAILED! => {"changed": false, "msg": "Task failed"}
      """,
      """
      python 1-11
      raised FileNotFoundError: [Errno 2] No such file or directory: '/sys/block/nbd77/size'
      raised ansible.errors.AnsibleTaskError: Task failed: Module failed
      about ansible.errors.AnsibleTaskError, first FileNotFoundError
      call <frozen runpy>:88 _run_code
      call /tmp/payload.zip/ansible/legacy/probe_disk.py:4 size
      call /srv/venv/ansible/executor/task_executor.py:426 _execute
      """),
    PictureCase(
      "multiprocessing's quotes around the traceback of a pool's worker",
      #"""
      inverting
      multiprocessing.pool.RemoteTraceback:\#u{20}
      """
      Traceback (most recent call last):
        File "/srv/app/pool.py", line 4, in inv
          return 1 // x
                 ~~^^~~
      ZeroDivisionError: integer division or modulo by zero
      """

      The above exception was the direct cause of the following exception:

      Traceback (most recent call last):
        File "/srv/app/pool.py", line 8, in <module>
          try: p.map(inv, [1, 0])
      ZeroDivisionError: integer division or modulo by zero
      2026-11-21 12:56:37,048 INFO pool closed
      """#,
      """
      python 2-16
      raised ZeroDivisionError: integer division or modulo by zero
      raised ZeroDivisionError: integer division or modulo by zero
      about ZeroDivisionError, first ZeroDivisionError
      call /srv/app/pool.py:4 inv
      call /srv/app/pool.py:8 <module>
      """),
    PictureCase(
      "unittest's comparison of texts that have blank lines",
      """
      Traceback (most recent call last):
        File "/srv/app/test_ut.py", line 3, in test_attach
          self.assertEqual(text(), expected)
      AssertionError: 'state: in-use\\n\\nsize: 3' != 'state: available\\n\\nsize: 3'
      - state: in-use
      + state: available

        size: 3
      - end
      + END


      ----------------------------------------------------------------------
      Ran 3 tests in 0.002s
      """,
      """
      python 1-10
      raised AssertionError: 'state: in-use\\n\\nsize: 3' != 'state: available\\n\\nsize: 3'⏎\
      - state: in-use⏎+ state: available⏎⏎  size: 3⏎- end⏎+ END
      call /srv/app/test_ut.py:3 test_attach
      """),
    PictureCase(
      "where logging was called from, under an error",
      """
      Traceback (most recent call last):
        File "a.py", line 1, in f
          g()
      KeyError: 'x'
      Stack (most recent call last):
        File "a.py", line 9, in <module>
          main()
        File "a.py", line 3, in main
          log.exception('boom', stack_info=True)
      """,
      """
      python 1-4
      raised KeyError: 'x'
      call a.py:1 f
      """),
    PictureCase(
      "where logging was called from, without an error",
      """
      WARNING:root:slow
      Stack (most recent call last):
        File "a.py", line 9, in <module>
          main()
        File "a.py", line 3, in main
          log.warning('slow', stack_info=True)
      """, ""),
    PictureCase(
      "a diff of a traceback",
      """
      --- a/expected.txt
      +++ b/expected.txt
      @@ -1,4 +1,4 @@
       Traceback (most recent call last):
         File "a.py", line 1, in f
      -    g()
      +    h()
       KeyError: 'x'
      """, ""),
    PictureCase(
      "a hole of NULs after a crash, in the middle of a traceback",
      """
      Traceback (most recent call last):
        File "a.py", line 1, in f
          g()
      \(String(repeating: "\0", count: 64))2026-11-21 12:56:40,052 INFO started again
      KeyError: 'x'
      """,
      """
      python 1-3, is cut
      call a.py:1 f
      """),
    PictureCase(
      "a hole of NULs before the header",
      """
      \(String(repeating: "\0", count: 64))2026-11-21 12:56:40,052 ERROR write failed
      Traceback (most recent call last):
        File "hole.py", line 7, in <module>
          f2()
      BlockingIOError: [Errno 11] Resource temporarily unavailable
      2026-11-21 12:56:40,053 INFO record after
      """,
      """
      python 2-5
      raised BlockingIOError: [Errno 11] Resource temporarily unavailable
      call hole.py:7 <module>
      """),
  ]
}
