/// Traces of languages with a runtime, shortened from those of `corpus/tracebacks`.
extension GrammarTests {
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
}
