/// Prose and compilers' output, which hold no trace.
extension GrammarTests {
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
