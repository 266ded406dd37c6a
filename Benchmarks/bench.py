#!/usr/bin/env python3
"""Compares stackdoctor with the tools that people would search a log with, and prints tables.

The first table has the ratios of CPU time (user + system) to peers run in turn, beside what is to
be reached; then come growth, start-up and instruction counts. Needs what setup.sh installs.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

import growth
import instructions
import machine
from inputs import Inputs
from measure import CommandFailed, Runner
from ratios import table
from workloads import QUICK, WHOLE, Workloads

RESULTS = Path(__file__).with_name("RESULTS.md")
WORK = machine.ROOT / ".build" / "bench"

NOTES = """\
Medians of {pairs} pairs run in turn, files in memory. Ratios are ours to the peer's, of CPU time
where nothing else is said; beside them is the middle half of the pairs' ratios. Patterns, and the
rules of equal number, are those of patterns.py; the shipped rules are always loaded. The logs are
those of loggen.c: `big` has {big} bytes and 0.3 % of its lines in tracebacks,
`dense` {dense} and 5 %; all that was put into them was found.
"""

STAGES = """\
Instructions of the stage's functions with all that they call. The runs: `start` is a scan of one
line that a rule explains; `scan` and `dense` one of 8 MiB of those logs; `traces` the tracebacks of
`dense` as JSON; `healthy` a scan of 8 MiB without a failure; `hits` one of 512 KiB in which a rule
explains every line.
"""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path, help="the release binary, not stripped")
    parser.add_argument(
        "--quick", action="store_true", help="smaller inputs, fewer peers, two minutes"
    )
    parser.add_argument("--save", action="store_true", help=f"write the tables to {RESULTS.name}")
    parser.add_argument(
        "--update", action="store_true", help=f"write the counts to {instructions.FIGURES.name}"
    )
    return parser.parse_args()


def say(text: str) -> None:
    """Progress; the tables alone are on standard output."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def main() -> int:
    options = arguments()
    size = QUICK if options.quick else WHOLE
    inputs = Inputs(WORK)
    runner = Runner(inputs.tool("measure"), inputs.folder)
    stripped = inputs.folder / "stackdoctor"
    subprocess.run(["strip", "-o", stripped, options.program], check=True)
    say(f"inputs are in {inputs.folder}")

    report: list[str] = []

    def add(title: str, text: str) -> None:
        report.append(f"{title}\n\n{text}")
        print(report[-1], flush=True)

    add("# What `" + size.name + "` measured", machine.description(stripped))
    workloads = Workloads(stripped, inputs, runner, size)
    workloads.check()
    notes = NOTES.format(pairs=size.pairs, big=f"{size.big:,}", dense=f"{size.dense:,}")
    ratios = table(workloads.rows(), runner, size.pairs, size.start_pairs, say)
    add("## Beside other tools", f"{notes}\n{ratios}")
    if size.is_whole:
        add("## Growth with the input, through a pipe", growth.of_input(workloads, say))
        add("## Growth with the rules, on 100 MB", growth.of_rules(workloads, say))
    add("## From start to end, one line to read", growth.starts(workloads, say))

    counts = instructions.Instructions(options.program.resolve(), inputs, runner)
    counts.measure(say)
    add("## Instructions by stage, under callgrind", f"{STAGES}\n{counts.table()}")
    if options.update:
        instructions.update(counts.totals(), machine.processor())
    if options.save:
        RESULTS.write_text("\n".join(report))
    text, holds = instructions.guard(counts.totals())
    print(f"## Instructions of whole runs\n\n{text}")
    return 0 if holds else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (CommandFailed, OSError, subprocess.CalledProcessError) as failure:
        sys.exit(f"bench: {failure}")
