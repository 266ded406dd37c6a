import LogReading
import Testing
import Tracebacks

@Suite("Grammars of the languages other than Python")
struct GrammarTests {
  @Test("A trace of a managed language has its lines, errors and calls", arguments: managed)
  func traceOfManaged(_ example: PictureCase) {
    #expect(example.found == example.expected)
  }

  @Test("A trace of a compiled language has its lines, errors and calls", arguments: native)
  func traceOfNative(_ example: PictureCase) {
    #expect(example.found == example.expected)
  }

  @Test("Prose and compilers' output hold no trace", arguments: negatives)
  func noTrace(_ example: PictureCase) {
    #expect(example.found == example.expected)
  }

  static let managed: [PictureCase] = [
    PictureCase(
      "Java, a chain whose cause has a message of two lines",
      """
      Exception in thread "main" shop.Order$OrderFailedException: order 4711 not submitted
      \tat shop.Order.submit(Order.java:13)
      \tat shop.Order.main(Order.java:22)
      Caused by: java.sql.SQLException: relation "orders" does not exist
        Position: 15
      \tat shop.Order$Conn.query(Order.java:10)
      \t... 3 more
      done
      """,
      """
      java 1-7
      raised shop.Order$OrderFailedException: order 4711 not submitted
      raised java.sql.SQLException: relation "orders" does not exist⏎  Position: 15
      about shop.Order$OrderFailedException, first java.sql.SQLException
      call Order.java:13 shop.Order.submit
      call Order.java:22 shop.Order.main
      call Order.java:10 shop.Order$Conn.query
      """),
    PictureCase(
      "Java, with a suppressed error, modules and native methods",
      """
      java.lang.IllegalStateException: inventory out of step
      \tat shop.Order.res(Order.java:14)
      \tat java.base/jdk.internal.reflect.DirectAccessor.invoke0(Native Method)
      \tSuppressed: java.io.IOException: connection reset by peer
      \t\tat shop.Conn.close(Conn.java:11)
      \t\t... 2 more
      done
      """,
      """
      java 1-6
      raised java.lang.IllegalStateException: inventory out of step
      call Order.java:14 shop.Order.res
      call Native Method:0 jdk.internal.reflect.DirectAccessor.invoke0
      call Conn.java:11 shop.Conn.close
      """),
    PictureCase(
      "JavaScript, an uncaught error with its source line",
      """
      billing worker started
      /srv/app/billing.js:14
      inv.lines.map(x => x);
                ^

      TypeError: Cannot read properties of undefined (reading 'map')
          at Object.<anonymous> (/srv/app/billing.js:14:11)
          at Module._compile (node:internal/modules/cjs/loader:1521:14)
          at node:internal/main/run_main_module:28:49
      done
      """,
      """
      javascript 2-9
      raised TypeError: Cannot read properties of undefined (reading 'map')
      call /srv/app/billing.js:14 Object.<anonymous>
      call node:internal/modules/cjs/loader:1521 Module._compile
      call node:internal/main/run_main_module:28\u{20}
      """),
    PictureCase(
      "JavaScript, an error with properties and a cause",
      """
      PaymentError: payment pay_77 failed
          at pay (/srv/app/billing.js:11:41) {
        code: 'EPAY',
        [cause]: SyntaxError: Expected property name in JSON at position 14
            at JSON.parse (<anonymous>)
            at charge (/srv/app/billing.js:7:14)
      }
      done
      """,
      """
      javascript 1-7
      raised PaymentError: payment pay_77 failed
      raised SyntaxError: Expected property name in JSON at position 14
      about PaymentError, first SyntaxError
      call /srv/app/billing.js:11 pay
      call <anonymous>:0 JSON.parse
      call /srv/app/billing.js:7 charge
      """),
    PictureCase(
      "Ruby, with a cause under the calls",
      """
      import started
      import.rb:7:in `rescue in row': row "b,x7" is not valid (ImportError)
      \tfrom import.rb:4:in `row'
      \tfrom import.rb:12:in `<main>'
      import.rb:3:in `Integer': invalid value for Integer(): "x7" (ArgumentError)
      \tfrom import.rb:3:in `parse'
      \tfrom import.rb:12:in `<main>'
      import over
      """,
      """
      ruby 2-7
      raised ImportError: row "b,x7" is not valid (ImportError)
      raised ArgumentError: invalid value for Integer(): "x7" (ArgumentError)
      about ImportError, first ArgumentError
      call import.rb:4 row
      call import.rb:12 <main>
      call import.rb:3 parse
      call import.rb:12 <main>
      """),
    PictureCase(
      "Ruby, the outermost call first",
      """
      Traceback (most recent call last):
      \t2: from import.rb:16:in `<main>'
      \t1: from import.rb:5:in `row'
      import.rb:3:in `Integer': invalid value for Integer(): "x7" (ArgumentError)
      continuing
      """,
      """
      ruby 1-4
      raised ArgumentError: invalid value for Integer(): "x7" (ArgumentError)
      call import.rb:16 <main>
      call import.rb:5 row
      """),
    PictureCase(
      "PHP, a chain that nothing caught",
      """
      invoice run started
      PHP Fatal error:  Uncaught App\\RateMissing: no rate for XAU
      last update: 2026-11-01 in /srv/app/invoice.php:7
      Stack trace:
      #0 /srv/app/invoice.php(8): App\\Invoice->rate()
      #1 {main}

      Next App\\InvoiceFailed: invoice 7 not sent in /srv/app/invoice.php:9
      Stack trace:
      #0 /srv/app/invoice.php(13): App\\Invoice->send()
      #1 {main}
        thrown in /srv/app/invoice.php on line 9
      done
      """,
      """
      php 2-12
      raised App\\RateMissing: no rate for XAU⏎last update: 2026-11-01 in /srv/app/invoice.php:7
      raised App\\InvoiceFailed: invoice 7 not sent in /srv/app/invoice.php:9
      about App\\InvoiceFailed, first App\\RateMissing
      call /srv/app/invoice.php:8 App\\Invoice->rate
      call :0 {main}
      call /srv/app/invoice.php:13 App\\Invoice->send
      call :0 {main}
      """),
    PictureCase(
      "Perl, a message without a type",
      """
      backup run
      pool pool-a is read-only at backup.pl line 2.
      \tBackup::Pool::attach(Backup::Pool=HASH(0x564151c1c4b8), "rw") called at backup.pl line 4
      \teval {...} called at backup.pl line 5
      \tmain::main() called at backup.pl line 6
      done
      """,
      """
      perl 2-5
      raised : pool pool-a is read-only at backup.pl line 2.
      call backup.pl:4 Backup::Pool::attach
      call backup.pl:5 eval {...}
      call backup.pl:6 main::main
      """),
    PictureCase(
      ".NET, an inner exception on a line of its own",
      """
      Unhandled exception. Shop.GatewayException: request rejected
       ---> System.InvalidOperationException: tenant acme has no quota
         at Shop.Client.Quota(String t) in /srv/app/Gateway.cs:line 5
         --- End of inner exception stack trace ---
         at Shop.Client.Send(String t) in /srv/app/Gateway.cs:line 6
         at Shop.Program.Main(String[] a) in /srv/app/Gateway.cs:line 9
      Aborted
      """,
      """
      dotnet 1-6
      raised Shop.GatewayException: request rejected
      raised System.InvalidOperationException: tenant acme has no quota
      about Shop.GatewayException, first System.InvalidOperationException
      call /srv/app/Gateway.cs:5 Shop.Client.Quota
      call /srv/app/Gateway.cs:6 Shop.Client.Send
      call /srv/app/Gateway.cs:9 Shop.Program.Main
      """),
    PictureCase(
      "Mono, whose inner exceptions stand in the header",
      """
      gateway started

      Unhandled Exception:
      Shop.GatewayException: request rejected ---> System.InvalidOperationException: no quota
        at Shop.Client.Quota (System.String t) [0x00008] in /srv/app/Gateway.cs:5\u{20}
         --- End of inner exception stack trace ---
        at Shop.Program.Main (System.String[] a) [0x00074] in /srv/app/Gateway.cs:9\u{20}
      done
      """,
      """
      dotnet 3-7
      raised Shop.GatewayException: request rejected
      raised System.InvalidOperationException: no quota
      about Shop.GatewayException, first System.InvalidOperationException
      call /srv/app/Gateway.cs:5 Shop.Client.Quota
      call /srv/app/Gateway.cs:9 Shop.Program.Main
      """),
    PictureCase(
      "Erlang, escript's error",
      """
      escript starts
      escript: exception error: an error occurred when evaluating an arithmetic expression
        in operator  div/2
           called as 1 div 0
        in call from erl_eval:do_apply/7 (erl_eval.erl, line 744)
        in call from lists:foreach_1/2 (lists.erl, line 1442)
      done
      """,
      """
      erlang 2-6
      raised : an error occurred when evaluating an arithmetic expression
      call :0 div/2
      call erl_eval.erl:744 erl_eval:do_apply/7
      call lists.erl:1442 lists:foreach_1/2
      """),
    PictureCase(
      "Erlang, a crash report",
      """
      =CRASH REPORT==== 21-Nov-2026::13:47:23.888437 ===
        crasher:
          initial call: stock:init/1
          pid: <0.79.0>
          exception error: an error occurred when evaluating an arithmetic expression
            in function  stock:price/1 (stock.erl, line 9)
            in call from stock:handle_call/3 (stock.erl, line 7)
          ancestors: [<0.9.0>]
        neighbours:

      stock server starts
      """,
      """
      erlang 1-9
      raised : an error occurred when evaluating an arithmetic expression
      call stock.erl:9 stock:price/1
      call stock.erl:7 stock:handle_call/3
      """),
    PictureCase(
      "Elixir, an error of a script",
      """
      start
      ** (ArithmeticError) bad argument in arithmetic expression: div(10, 0)
          :erlang.div(10, 0)
          cart.exs:25: anonymous fn/1 in :elixir_compiler_0.__FILE__/1
          (elixir 1.14.0) lib/enum.ex:1658: Enum."-map/2-lists^map/1-0-"/2
      done
      """,
      """
      elixir 2-5
      raised ArithmeticError: bad argument in arithmetic expression: div(10, 0)
      call :0 :erlang.div(10, 0)
      call cart.exs:25 anonymous fn/1 in :elixir_compiler_0.__FILE__/1
      call lib/enum.ex:1658 Enum."-map/2-lists^map/1-0-"/2
      """),
    PictureCase(
      "Lua, an error of the main chunk",
      """
      gateway up
      lua5.4: script.lua:5: listen address missing
      stack traceback:
      \t[C]: in function 'error'
      \tscript.lua:5: in main chunk
      \t[C]: in ?
      done
      """,
      """
      lua 2-6
      raised : listen address missing
      call [C]:0 error
      call script.lua:5 main chunk
      call [C]:0 ?
      """),
    PictureCase(
      "Tcl, commands and procedures",
      """
      row a 2
      can't use non-numeric string as operand of "*"
          while executing
      "expr {[lindex $row 1] * 2}"
          (procedure "parse" line 1)
          invoked from within
      "parse $r"
          (file "feed.tcl" line 4)
      done
      """,
      """
      tcl 2-8
      raised : can't use non-numeric string as operand of "*"
      call :0 expr {[lindex $row 1] * 2}
      call :1 parse
      call :0 parse $r
      call feed.tcl:4\u{20}
      """),
  ]

  static let native: [PictureCase] = [
    PictureCase(
      "Go, a panic",
      """
      2026/11/21 attach vol-7 to compute-3
      panic: runtime error: invalid memory address or nil pointer dereference
      [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x4810a0]

      goroutine 1 [running]:
      main.(*Volume).pool(...)
      \t/srv/app/main.go:11
      main.main()
      \t/srv/app/main.go:19 +0x54
      exit status 2
      """,
      """
      go 2-9
      raised panic: runtime error: invalid memory address or nil pointer dereference
      call /srv/app/main.go:11 main.(*Volume).pool
      call /srv/app/main.go:19 main.main
      """),
    PictureCase(
      "Go, a deadlock of two goroutines",
      """
      got 1
      fatal error: all goroutines are asleep - deadlock!

      goroutine 1 [chan receive (nil chan)]:
      main.main()
      \t/srv/app/main.go:12 +0xf3

      goroutine 18 [chan send]:
      main.feed(0x0?)
      \t/srv/app/main.go:5 +0x36
      created by main.main
      \t/srv/app/main.go:9 +0x6a
      exit status 2
      """,
      """
      go 2-12
      raised fatal error: all goroutines are asleep - deadlock!
      call /srv/app/main.go:12 main.main
      call /srv/app/main.go:5 main.feed
      call /srv/app/main.go:9 main.main
      """),
    PictureCase(
      "Rust, a panic with a backtrace",
      """
      store opened
      thread 'main' (5121) panicked at store.rs:5:64:
      called `Result::unwrap()` on an `Err` value: Missing { key: "shard/7" }
      stack backtrace:
         0: core::panicking::panic_fmt
                   at /rustc/59807616/library/core/src/panicking.rs:80:14
         1: store::main
                   at ./store.rs:11:23
      note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.
      done
      """,
      """
      rust 2-9
      raised panic: called `Result::unwrap()` on an `Err` value: Missing { key: "shard/7" }
      call /rustc/59807616/library/core/src/panicking.rs:80 core::panicking::panic_fmt
      call ./store.rs:11 store::main
      """),
    PictureCase(
      "Rust, a message of several lines",
      """
      thread 'main' (5143) panicked at store.rs:14:20:
      manifest is damaged:
        level 0: 3 files

        level 1: checksum mismatch at offset 4096
      note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
      done
      """,
      """
      rust 1-6
      raised panic: manifest is damaged:⏎  level 0: 3 files⏎⏎  level 1: checksum mismatch at offset 4096
      """),
    PictureCase(
      "Swift, a fatal error with the runtime's stack",
      """
      Swift/ContiguousArrayBuffer.swift:692: Fatal error: Index out of range
      Current stack trace:
      0    libswiftCore.so                    0x00007f4dded5f130 swift_reportError + 33
      1    swb                                0x0000557c0524c920 <unavailable> + 6432
      bash: line 1:  5422 Illegal instruction     ./swb index
      """,
      """
      swift 1-4
      raised Fatal error: Index out of range
      call :0 swift_reportError
      call :0 <unavailable>
      """),
    PictureCase(
      "Swift, a crash report",
      """
      swb/broker.swift:2: Fatal error: Unexpectedly found nil while unwrapping an Optional value

      *** Signal 4: Backtracing from 0x7f8ce4f6df7f... done ***

      *** Program crashed: Illegal instruction at 0x00007f8ce4f6df7f ***

      Thread 0 "swb" crashed:

      0      0x00007f8ce4f6df7f _assertionFailure(_:_:file:line:flags:) + 623 in libswiftCore.so
      1 [ra] 0x00005620a16718c4 renew(_:) + 179 in swb at /srv/app/broker.swift:2:47

      Backtrace took 0.01s
      """,
      """
      swift 1-10
      raised Fatal error: Unexpectedly found nil while unwrapping an Optional value
      call :0 _assertionFailure(_:_:file:line:flags:)
      call /srv/app/broker.swift:2 renew(_:)
      """),
    PictureCase(
      "AddressSanitizer, with the calls that freed",
      """
      =================================================================
      ==5187==ERROR: AddressSanitizer: attempting double-free on 0x603000000040 in thread T0:
          #0 0x7f4e68ab76a8 in __interceptor_free ../../src/libsanitizer/asan_malloc_linux.cpp:52
          #1 0x557317e502b9 in volume_close /srv/app/c/vol.c:6
          #2 0x557317e50160 in _start (/srv/app/c/vol+0x1160)

      0x603000000040 is located 0 bytes inside of 20-byte region [0x603000000040,0x603000000054)
      freed by thread T0 here:
          #0 0x557317e50576 in main /srv/app/c/vol.c:14

      SUMMARY: AddressSanitizer: double-free asan_malloc_linux.cpp:52 in __interceptor_free
      ==5187==ABORTING
      done
      """,
      """
      c 2-12
      raised double-free: on 0x603000000040 in thread T0:
      call ../../src/libsanitizer/asan_malloc_linux.cpp:52 __interceptor_free
      call /srv/app/c/vol.c:6 volume_close
      call /srv/app/c/vol:0 _start
      call /srv/app/c/vol.c:14 main
      """),
    PictureCase(
      "UndefinedBehaviorSanitizer, two errors",
      """
      vol.c:17:37: runtime error: signed integer overflow: 2147483647 + 2
          #0 0x56407b9ac630 in main /srv/app/c/vol.c:17

      vol.c:17:98: runtime error: shift exponent 42 is too large for 32-bit type 'int'
          #0 0x56407b9ac6a1 in main /srv/app/c/vol.c:17

      -2147483647 1024
      """,
      """
      c 1-2
      raised runtime error: signed integer overflow: 2147483647 + 2
      call /srv/app/c/vol.c:17 main

      c 4-5
      raised runtime error: shift exponent 42 is too large for 32-bit type 'int'
      call /srv/app/c/vol.c:17 main
      """),
    PictureCase(
      "valgrind, an error and a leak",
      """
      ==5208== Memcheck, a memory error detector
      ==5208==\u{20}
      ==5208== Invalid read of size 4
      ==5208==    at 0x1091EE: volume_size (vol.c:7)
      ==5208==    by 0x1094E6: main (vol.c:18)
      ==5208==  Address 0x4a41050 is 16 bytes inside a block of size 20 free'd
      ==5208==    at 0x484417B: free (in /usr/libexec/valgrind/memcheck.so)
      ==5208==\u{20}
      10
      ==5208== 20 bytes in 1 blocks are definitely lost in loss record 1 of 1
      ==5208==    at 0x10919E: volume_open (vol.c:5)
      ==5208==\u{20}
      ==5208== LEAK SUMMARY:
      """,
      """
      c 3-7
      raised Invalid read of size 4:\u{20}
      call vol.c:7 volume_size
      call vol.c:18 main
      call /usr/libexec/valgrind/memcheck.so:0 free

      c 10-11
      raised definitely lost: 20 bytes in 1 blocks are definitely lost in loss record 1 of 1
      call vol.c:5 volume_open
      """),
    PictureCase(
      "gdb, a signal and the calls",
      """
      volumed: ready

      Program received signal SIGSEGV, Segmentation fault.
      0x00005555555551ee in volume_size (v=0x0) at vol.c:7
      7\tstatic int volume_size(struct volume *v) { return v->size; }
      #0  0x00005555555551ee in volume_size (v=0x0) at vol.c:7
      #1  0x000055555555538e in main (argc=2, argv=0x7fffffffe6b8) at vol.c:16
      rip            0x5555555551ee      0x5555555551ee <volume_size+12>
      """,
      """
      c 3-7
      raised SIGSEGV: Segmentation fault.
      call vol.c:7 volume_size
      call vol.c:16 main
      """),
    PictureCase(
      "glog's failure handler",
      """
      W20261121 13:43:45.405932  4983 gl.cpp:5] no quota configured
      *** Aborted at 1795268625 (unix time) try "date -d @1795268625" if you are using GNU date ***
      PC: @                0x0 (unknown)
      *** SIGSEGV (@0x0) received by PID 4983 (TID 0x7fee46233e40) from PID 0; stack trace: ***
          @     0x55e934874225 depth()
          @     0x55e934874467 main
      bash: line 1:  4983 Segmentation fault      ./gl x
      """,
      """
      c 2-6
      raised SIGSEGV: (@0x0) received by PID 4983 (TID 0x7fee46233e40) from PID 0; stack trace: ***
      call :0 depth()
      call :0 main
      """),
    PictureCase(
      "C++, an error that nothing caught",
      """
      broker starting
      terminate called after throwing an instance of 'BrokerError'
        what():  cannot bind port 70000
      Aborted
      """,
      """
      c 2-3
      raised BrokerError: cannot bind port 70000
      """),
    PictureCase(
      "the kernel, an oops",
      """
      [   10.000001] eth0: link up
      [  812.100001] BUG: kernel NULL pointer dereference, address: 0000000000000008
      [  812.100002] #PF: supervisor read access in kernel mode
      [  812.100003] CPU: 1 PID: 4711 Comm: modprobe Not tainted 6.1.0 #1
      [  812.100004] RIP: 0010:vol_attach+0x1c/0x40 [vol]
      [  812.100005] Call Trace:
      [  812.100006]  <TASK>
      [  812.100007]  vol_probe+0x2a/0x90 [vol]
      [  812.100008]  ? do_one_initcall+0x44/0x200
      [  812.100009]  </TASK>
      [  812.100010] ---[ end trace 0000000000000000 ]---
      [  813.000001] eth0: link down
      """,
      """
      c 2-11
      raised BUG: kernel NULL pointer dereference: address: 0000000000000008
      call vol:0 vol_probe
      call :0 do_one_initcall
      """),
  ]

  /// A text in which nothing is a trace.
  private static func none(_ description: String, _ text: String) -> PictureCase {
    PictureCase(description, text, "")
  }

  static let negatives: [PictureCase] = [
    none(
      "Java, prose",
      """
      An exception such as java.lang.IllegalStateException: no order
      is thrown at shop.Order.submit(Order.java:13) if the order is unknown.
      """),
    none(
      "Java, javac",
      """
      src/Order.java:4: error: cannot find symbol
        String at(int i) { throw new MissingException("at line " + i); }
                                     ^
        symbol:   class MissingException
        location: class Order
      3 errors
      """),
    none(
      "JavaScript, prose",
      """
      TypeError: is what you see if the list is empty.
      Look at pay (billing.js) and at the caller.
      """),
    none(
      "JavaScript, eslint and tsc",
      """
      /srv/app/billing.js
        14:11  error  'inv' is not defined  no-undef
      src/billing.ts(14,11): error TS2304: Cannot find name 'inv'.
      src/pay.ts:8:21 - error TS2345: Argument of type 'string' is not assignable.
      """),
    none(
      "Ruby, prose",
      """
      Integer raises an error (ArgumentError)
      see import.rb:3 for what happens in `parse'
      """),
    none(
      "Ruby, warnings",
      """
      import.rb:2: warning: assigned but unused variable - row
      import.rb:9: warning: method redefined; discarding old run
      """),
    none(
      "PHP, prose",
      """
      Stack trace: see the page on errors.
      #1 priority is the invoice run
      """),
    none(
      "PHP, a parse error and a warning",
      """
      PHP Parse error:  syntax error, unexpected token "{", expecting variable in b.php on line 2
      Errors parsing b.php
      PHP Warning:  Undefined variable $rate in /srv/app/invoice.php on line 7
      """),
    none(
      "Perl, prose",
      """
      the meeting was
        called at noon line 5 of the protocol
      """),
    none(
      "Perl, a compilation",
      """
      syntax error at backup.pl line 1, near "= ;"
      Global symbol "$pool" requires explicit package name at backup.pl line 2.
      backup.pl had compilation errors.
      """),
    none(
      ".NET, prose",
      """
      System.InvalidOperationException: thrown if no quota is set
      at any time by Shop.Client.Send
      """),
    none(
      ".NET, the compiler",
      """
      Gateway.cs(5,13): error CS0103: The name 'quota' does not exist in the current context
      Gateway.cs(9,1): warning CS0162: Unreachable code detected
          2 Warning(s)
      """),
    none(
      "Erlang, prose",
      """
      an exception error: is printed by the shell
      the error is in function price of stock.erl
      """),
    none(
      "Erlang, the compiler",
      """
      stock.erl:9:11: Warning: variable 'Price' is unused
      %    9| price(Price) -> 1.
      stock.erl:12:1: function main/0 undefined
      """),
    none(
      "Elixir, prose",
      """
      ** note: (RuntimeError) is the default
      the map is read in cart.exs:8
      """),
    none(
      "Elixir, the compiler",
      """
      warning: variable "pen" is unused (if the variable is not meant to be used, prefix it)
        cart.exs:22: Shop.Cart.price/1

      """),
    none(
      "Lua, prose",
      """
      the stack traceback: of the gateway is long
      it has calls in function names
      """),
    none(
      "Lua, luac",
      """
      luac5.4: stdin:1: unexpected symbol near '='
      """),
    none(
      "Tcl, prose",
      """
      the error occurred
      while executing the feed
      """),
    none(
      "Tcl, a checker",
      """
      feed.tcl:4 (warnUndefProc) undefined procedure: parse
      feed.tcl:7 (warnVarRef) variable reference used where variable name expected
      """),
    none(
      "Go, prose",
      """
      panic: is what goroutine 1 does
      goroutine 1 [running]: is printed above main.main()
      """),
    none(
      "Go, the compiler",
      """
      # command-line-arguments
      ./m.go:2:8: imported and not used: "os"
      ./m.go:3:30: undefined: panik
      """),
    none(
      "Rust, prose",
      """
      it is said that thread 'main' panicked at noon
      and has overflowed its stack of papers
      """),
    none(
      "Rust, the compiler",
      """
      error[E0308]: mismatched types
       --> broken.rs:5:18
        |
      5 |     let n: i32 = "7";
        |            ---   ^^^ expected `i32`, found `&str`

      error: aborting due to 1 previous error
      """),
    none(
      "Swift, prose",
      """
      what is printed: Fatal error: Index out of range
      Program crashed: is the beginning of a report
      """),
    none(
      "Swift, the compiler",
      """
      app.swift:3:14: error: 'nil' cannot initialize specified type 'Int'
      1 | struct Lease { let id: Int }
      3 | let n: Int = nil
        |        |     `- error: 'nil' cannot initialize specified type 'Int'
      """),
    none(
      "sanitizers, prose",
      """
      AddressSanitizer: finds a heap-use-after-free
      there was: runtime error: of an hour
      """),
    none(
      "sanitizers, gcc",
      """
      bad.c:3:47: error: 'struct pool' has no member named 'sise'; did you mean 'size'?
          3 | static int resize(struct pool *p, int n) { p->sise = n; }
            |                                               ^~~~
      """),
    none(
      "valgrind, prose",
      """
      == 5208 == is the number
      look at 0x1091EE: it is the function
      """),
    none(
      "valgrind, its head and summary",
      """
      ==5208== Memcheck, a memory error detector
      ==5208== Command: ./vol v
      ==5208==\u{20}
      ==5208== HEAP SUMMARY:
      ==5208==     in use at exit: 20 bytes in 1 blocks
      ==5208== ERROR SUMMARY: 0 errors from 0 contexts (suppressed: 0 from 0)
      """),
    none(
      "gdb, prose",
      """
      the program received signal SIGSEGV, as always
      #1  reason: nobody looked at vol.c:16
      """),
    none(
      "gdb, a program that a user has stopped",
      """
      Program received signal SIGINT, Interrupt.
      0x00007ffff7ea0d3a in poll () from /lib/x86_64-linux-gnu/libc.so.6
      """),
    none(
      "the kernel, prose",
      """
      the section on [x86] Call Trace: explains
      do_one_initcall+0x44 and its like
      """),
    none(
      "the kernel, drivers",
      """
      [    0.365534] pci_bus 0000:00: resource 7 [io  0x0000-0x0cf7 window]
      [    0.404511] Asymmetric key parser 'x509' registered
      [    0.422538] Mirror/redirect action on
      """),
  ]
}
