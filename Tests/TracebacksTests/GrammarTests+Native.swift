/// Traces of compiled languages, and reports of tools, shortened from those of `corpus/tracebacks`.
extension GrammarTests {
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
}
