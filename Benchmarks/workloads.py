"""The workloads, the peers that they are compared with, and what is to be reached."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from inputs import BIG, BIG_TOO, DENSE, HITS, MEGA, Inputs, Log
from measure import CommandFailed, Runner
from ratios import Row

LITERAL = "StoreAddDisabled"
LNAV = ("lnav", "-n", "-c", ";SELECT count(*) FROM all_logs")


@dataclass(frozen=True)
class Size:
    """How much is measured: by `make bench`, or in two minutes."""

    name: str
    big: int
    dense: int
    pairs: int
    start_pairs: int
    is_whole: bool


WHOLE = Size("make bench", 1 << 30, 100 << 20, 5, 21, True)
QUICK = Size("make bench-quick", 100 << 20, 100 << 20, 3, 9, False)


class Workloads:
    """Makes the rows of the table of ratios."""

    def __init__(self, program: Path, inputs: Inputs, runner: Runner, size: Size) -> None:
        self.program = program
        self.inputs = inputs
        self.runner = runner
        self.size = size

    def scan(self, *arguments: str | Path) -> list[str | Path]:
        """The command that scans, whatever it finds."""
        return [self.program, "scan", "--fail-on", "never", *arguments]

    def ripgrep(self, count: int, *arguments: str | Path) -> list[str | Path]:
        """The command that counts the lines in which one of many patterns is."""
        return ["rg", "--no-mmap", "-c", "-f", self.inputs.expressions(count), *arguments]

    @cached_property
    def big(self) -> Log:
        return self.inputs.log(BIG, self.size.big)

    @cached_property
    def dense(self) -> Log:
        return self.inputs.log(DENSE, self.size.dense)

    @cached_property
    def hits(self) -> Log:
        return self.inputs.log(HITS, 10 * MEGA)

    def check(self) -> None:
        """Fails unless all that was put into the logs is found: else speed says nothing."""
        for log in (self.big, self.dense, self.hits):
            self.runner.run(self.scan("--format", "json", log.path))
            totals = json.loads(self.runner.output.read_bytes())["totals"]
            names = ("bytes", "lines", "tracebacks")
            found, put = [totals[name] for name in names], [log.bytes, log.lines, log.tracebacks]
            explained = totals["explained_error_records"]
            # Rules may explain more than the failures that the log was given for them.
            if found != put or explained < log.failures:
                raise CommandFailed(
                    f"{log.path.name} has {put} {', '.join(names)}, and {found} were found; of "
                    f"{log.failures} failures, {explained} were explained"
                )

    def rows(self) -> Iterator[Row]:
        yield from self._big_rows()
        yield from self._dense_rows()
        if self.size.is_whole:
            yield from self._rule_rows()
            yield from self._file_rows()
        yield from self._small_rows()
        if self.size.is_whole:
            yield from self._core_rows()

    def _big_rows(self) -> Iterator[Row]:
        path, ours = self.big.path, self.scan(self.big.path)

        def row(peer: str, target: float, *theirs: str | Path) -> Row:
            return Row("big, plain scan to text", peer, self.big.bytes, ours, theirs, target)

        yield row("wc -l", 2.5, "wc", "-l", path)
        yield row("grep -c -F, one literal", 0.8, "grep", "-c", "-F", LITERAL, path)
        yield row("rg -c -f, 200 patterns", 0.13, *self.ripgrep(200, path))
        if self.size.is_whole:
            vectorscan = self.inputs.tool("vectorscan", "-I/usr/include/hs", "-lhs")
            literals = self.inputs.literals(200)
            yield row("vectorscan, literals of 200 patterns", 0.5, vectorscan, literals, path)
            yield row("lnav, SELECT count(*)", 0.1, *LNAV, path)

    def _dense_rows(self) -> Iterator[Row]:
        path, ours = self.dense.path, self.scan(self.dense.path)

        def row(peer: str, target: float, *theirs: str | Path) -> Row:
            return Row("dense, every trace grouped", peer, self.dense.bytes, ours, theirs, target)

        yield row("wc -l", 4, "wc", "-l", path)
        yield row("grep -c -F, one literal", 1.5, "grep", "-c", "-F", LITERAL, path)
        yield row("rg -c -f, 200 patterns", 0.25, *self.ripgrep(200, path))

    def _rule_rows(self) -> Iterator[Row]:
        log = self.big
        for count, most, slower in ((1000, 0.08, 1.2), (5000, 0.01, 1.5)):
            ours = self.scan("--rules", self.inputs.rules(count), log.path)
            name = f"big, {count:,} rules more"
            rg = self.ripgrep(count, log.path)
            yield Row(name, f"rg -c -f, {count:,} patterns", log.bytes, ours, rg, most)
            yield Row(name, "itself, as shipped", log.bytes, ours, self.scan(log.path), slower)

    def _file_rows(self) -> Iterator[Row]:
        many = self.inputs.many_logs(1000, 105_000)
        theirs = self.ripgrep(200, "-j1", many)
        yield Row(
            "1,000 files of 105 kB",
            "rg -j1 -c -f, 200 patterns",
            105 * MEGA,
            self.scan(many),
            theirs,
            0.3,
        )
        log = self.inputs.log(BIG, 100 * MEGA)
        for program, suffix, target in (("gzip", ".gz", 1.3), ("zstd", ".zst", 2.0)):
            path = self.inputs.compressed(log, program, suffix)
            # Through a shell, so that nothing is written: grep alone minds /dev/null.
            unpack: list[str | Path] = ["sh", "-c", f'exec {program} -d -c "$0" > /dev/null', path]
            yield Row(
                f"100 MB as {suffix}",
                f"{program} -d -c",
                log.bytes,
                self.scan(path),
                unpack,
                target,
            )

    def _small_rows(self) -> Iterator[Row]:
        log, literals = self.hits, self.inputs.hit_literals()
        yield Row(
            "every line a hit",
            "rg -c -F -f, literals of 200 patterns",
            log.bytes,
            self.scan(log.path),
            ["rg", "--no-mmap", "-c", "-F", "-f", literals, log.path],
            speed=500,
        )
        one = self.inputs.one_line()
        yield Row(
            "one line, cold process",
            "rg -c -f, 200 patterns",
            one.stat().st_size,
            self.scan(one),
            self.ripgrep(200, one),
            0.6,
        )

    def _core_rows(self) -> Iterator[Row]:
        logs = (self.big, self.inputs.log(BIG_TOO, self.size.big))
        paths = [log.path for log in logs]
        yield Row(
            "two big files, --jobs 2, wall clock",
            "itself, --jobs 1",
            sum(log.bytes for log in logs),
            self.scan("--jobs", "2", *paths),
            self.scan("--jobs", "1", *paths),
            0.6,
            "wall",
        )
