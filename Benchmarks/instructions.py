"""Instruction counts: a guard against regressions that no noise moves, and each stage's share.

The stages are measured in the program itself, optimised and inlined as it is shipped; a second
executable around the same functions would be compiled otherwise, and measure something else.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import report
from callgrind import Profile, profile
from inputs import BIG, DENSE, HEALTHY, HITS, Inputs, Log
from measure import Command, Runner

FIGURES = Path(__file__).with_name("instructions.json")
SIZE = 8 << 20
PER_BYTE = 4.0


@dataclass(frozen=True)
class Stage:
    """A part of the walk: where it is measured, its functions' names, and what is not of it."""

    name: str
    run: str
    functions: str
    unit: str
    without: str | None = None


# A name ends where the arguments' labels begin: `V4next` is the method `next` of a struct.
STAGES = (
    Stage("reading", "healthy", r"0A4FeedC4next", "byte", r"11ChunkReaderV4lend"),
    Stage("counting lines", "healthy", r"4SpanV10LogReading.*9lineFeeds", "byte"),
    Stage("finding literals", "healthy", r"14LiteralScannerV4scan", "byte"),
    Stage("finding marks", "healthy", r"4SpanV10LogReading.*11forEachMark", "byte"),
    Stage("parsing prefixes", "hits", r"12RecordPrefixV2of", "call"),
    Stage("PCRE2", "hits", r"^pcre2_match_8$", "call"),
    Stage("collecting findings", "hits", r"16FindingCollector[CV]3add", "call"),
    Stage("grouping", "traces", r"18TracebackCollectorV(4take|5begin|6finish)", "traceback"),
    Stage("writing JSON", "traces", r"TracebackJSONWriterV5write|8JSONTextO2of", "traceback"),
    Stage("making ready", "start", r"13CompiledRulesC.*fC$|9RulePacksV6places", "start"),
)


class Instructions:
    """Profiles the program on inputs that are the same on every machine."""

    def __init__(self, program: Path, inputs: Inputs, runner: Runner) -> None:
        self.program = program
        self.inputs = inputs
        self.runner = runner
        self.profiles: dict[str, Profile] = {}
        self.logs: dict[str, Log] = {}

    def measure(self, say: Callable[[str], None]) -> None:
        """Runs everything; about a quarter of a minute."""
        scan = (self.program, "scan", "--jobs", "1", "--fail-on", "never")
        tracebacks = (self.program, "tracebacks", "--jobs", "1", "--format", "json")
        self._run(say, "start", scan, self.inputs.log(HITS, 1))
        self._run(say, "scan", scan, self.inputs.log(BIG, SIZE))
        self._run(say, "dense", scan, self.inputs.log(DENSE, SIZE))
        self._run(say, "traces", tracebacks, self.inputs.log(DENSE, SIZE))
        self._run(say, "healthy", scan, self.inputs.log(HEALTHY, SIZE))
        self._run(say, "hits", scan, self.inputs.log(HITS, SIZE // 16))

    def _run(self, say: Callable[[str], None], name: str, command: Command, log: Log) -> None:
        say(f"instructions: {name}")
        self.logs[name] = log
        self.profiles[name] = profile(self.runner, self.inputs.folder, [*command, log.path])

    def totals(self) -> dict[str, int]:
        """What the guard holds: whole processes."""
        return {name: profile.total for name, profile in self.profiles.items()}

    def table(self) -> str:
        """Instructions of each stage, and those of a whole scan by byte."""
        lines = []
        for stage in STAGES:
            profile, log = self.profiles[stage.run], self.logs[stage.run]
            calls, cost = profile.stage(stage.functions, stage.without)
            units = {"byte": log.bytes, "call": calls, "traceback": log.tracebacks, "start": 1}
            # Nothing was called by that name: it has another one now.
            each = report.digits(cost / units[stage.unit]) if calls else "no such function, 0"
            lines.append(
                [
                    stage.name,
                    stage.run,
                    f"{calls:,}",
                    f"{cost:,}",
                    f"{cost / profile.total:.0%}",
                    f"{each} a {stage.unit}",
                ]
            )
        head = ("stage", "run", "calls", "instructions", "of the run", "each")
        return report.table(head, lines, names=2) + "\n" + self._per_byte()

    def _per_byte(self) -> str:
        scan, start = self.profiles["scan"].total, self.profiles["start"].total
        size = self.logs["scan"].bytes
        added = (scan - start) / size
        return (
            f"A scan of {size / 2**20:.0f} MiB takes {scan / size:.2f} instructions a byte, of "
            f"which a start on one line makes {start / size:.2f} ({start:,} in all) and the bytes "
            f"{added:.2f} (target {PER_BYTE:g}, reached: {report.verdict(added, PER_BYTE)}; the "
            f"whole: {report.verdict(scan / size, PER_BYTE)}).\n"
        )


def update(totals: dict[str, int], machine: str) -> None:
    """Writes the figures that later runs are held to."""
    tolerance = json.loads(FIGURES.read_text())["tolerance"] if FIGURES.exists() else 0.05
    figures = {"tolerance": tolerance, "measured": machine, "instructions": totals}
    FIGURES.write_text(json.dumps(figures, indent=2) + "\n")


def guard(totals: dict[str, int]) -> tuple[str, bool]:
    """What is to be said of the counts, and whether none is higher than it may be."""
    figures = json.loads(FIGURES.read_text())
    tolerance, holds = figures["tolerance"], True
    lines = []
    for name, expected in figures["instructions"].items():
        change = totals[name] / expected - 1
        outcome = "holds"
        if change > tolerance:
            outcome, holds = "EXCEEDED", False
        elif change < -tolerance:
            outcome = "better: --update"
        lines.append([name, f"{expected:,}", f"{totals[name]:,}", f"{change:+.1%}", outcome])
    head = ("run", "committed", "now", "change", f"within {tolerance:.0%}")
    text = report.table(head, lines, names=1)
    if not holds:
        text += (
            "\nThe program takes more instructions than Benchmarks/instructions.json allows. If the"
            "\nchange is worth it, say so in the commit and write new figures:"
            "\n  make bench-quick ARGS=--update\n"
        )
    return text, holds
