#!/usr/bin/env python3
"""Compares stackdoctor with the tools that people would search a log with.

usage: bench.py PATH-TO-STACKDOCTOR

Builds a log of 64 MiB from corpus/clean with corpus/founding strewn in, runs every pair of commands
in turn, and prints medians of CPU time (user + system) and of their ratio. Wall-clock time swings on
shared machines; the ratio of CPU times taken in turn hardly does.
"""

import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SIZE = 64 << 20
PAIRS = 5


def build_log(path):
    """The healthy logs again and again; after each round, one of the failures."""
    clean = b"".join(p.read_bytes() for p in sorted((ROOT / "corpus/clean").glob("*.log")))
    failures = [p.read_bytes() for p in sorted((ROOT / "corpus/founding").glob("*.log"))]
    with open(path, "wb") as log:
        turn = 0
        while log.tell() < SIZE:
            log.write(clean)
            log.write(failures[turn % len(failures)])
            turn += 1


def build_patterns(path):
    """The rules' own line patterns, as far as ripgrep's engine has the syntax."""
    patterns = set()
    for rule in sorted((ROOT / "rules").glob("*/*.yaml")):
        for quoted in re.findall(r"^\s*(?:- )?line: '(.*)'$", rule.read_text(), re.M):
            pattern = quoted.replace("''", "'").replace("(?<", "(?P<")
            if not re.search(r"\(\?P?<?[!=]|\(\?P<[!=]|\+\+|\*\+|\?\+|\\n", pattern):
                # ripgrep compiles all of them into one automaton: names may stand once only, and
                # counted repeats would make it too large.
                pattern = re.sub(r"\(\?P<\w+>", "(?:", pattern)
                pattern = re.sub(r"\{0,\d\d+\}", "*", pattern)
                patterns.add(re.sub(r"\{\d+,\d\d+\}", "+", pattern))
    path.write_text("\n".join(sorted(patterns)) + "\n")
    return len(patterns)


def run(command):
    """CPU seconds of one run. The output goes through a pipe: grep stops early for /dev/null."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"bench: {command[0]} ended with status {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def compare(ours, theirs):
    """Runs A B A B …; medians of both and of the ratio pair by pair."""
    run(ours), run(theirs)
    pairs = [(run(ours), run(theirs)) for _ in range(PAIRS)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    binary = sys.argv[1]
    with tempfile.TemporaryDirectory() as scratch:
        log = pathlib.Path(scratch) / "bench.log"
        patterns = pathlib.Path(scratch) / "patterns.txt"
        build_log(log)
        count = build_patterns(patterns)
        ours = [binary, "scan", "--fail-on", "never", str(log)]
        peers = [
            ("wc -l", ["wc", "-l", str(log)]),
            ("grep -c -F, one literal", ["grep", "-c", "-F", "StoreAddDisabled", str(log)]),
        ]
        if shutil.which("rg"):
            peers.append(
                (f"rg -c -f, {count} patterns of ours", ["rg", "-c", "-f", str(patterns), str(log)])
            )
        else:
            print("ripgrep is not installed: its row is left out\n")
        print(f"{log.stat().st_size / 1e6:.0f} MB, CPU seconds, medians of {PAIRS} pairs\n")
        print(f"{'peer':34} {'ours':>7} {'peer':>7} {'ratio':>7}")
        for name, command in peers:
            a, b, ratio = compare(ours, command)
            print(f"{name:34} {a:7.3f} {b:7.3f} {ratio:7.2f}")


if __name__ == "__main__":
    main()
