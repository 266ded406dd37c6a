"""The table of ratios: a workload beside a peer, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import report
from inputs import MEGA
from measure import Command, CommandFailed, Comparison, Runner, compare

HEAD = (
    "workload", "beside", "ratio", "middle half", "target", "reached", "CPU s", "its CPU s",
    "MB/s", "its MB/s", "MiB", "its MiB",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A workload beside a peer, and what is to be reached.

    - target: the ratio of the first's time to the second's.
    - speed: megabytes a second of CPU time.
    """

    workload: str
    peer: str
    size: int
    ours: Command
    theirs: Command
    target: float | None = None
    clock: str = "cpu"
    speed: float | None = None

    @property
    def goal(self) -> str:
        """What is to be reached, in words."""
        if self.speed:
            return f"{self.speed:g} MB/s"
        return f"{self.target:g}" if self.target else ""

    def verdict(self, measured: Comparison) -> str:
        """Whether that is reached."""
        if self.speed:
            return report.verdict(self.speed, self.size / measured.ours.cpu / MEGA)
        return report.verdict(measured.ratio, self.target) if self.target else ""

    def measured(self, runner: Runner, pairs: int) -> list[str]:
        """Runs both; the line of the table."""
        found = compare(runner, self.ours, self.theirs, pairs, self.clock)
        ours, peer = found.ours, found.peer
        speeds = ["", ""]
        if self.size >= MEGA:
            speeds = [report.throughput(self.size, cost.cpu) for cost in (ours, peer)]
        return [
            self.workload,
            self.peer,
            report.digits(found.ratio),
            f"{report.digits(found.low)} to {report.digits(found.high)}",
            self.goal,
            self.verdict(found),
            f"{ours.cpu:.3f}",
            f"{peer.cpu:.3f}",
            *speeds,
            report.mebibytes(ours.peak),
            report.mebibytes(peer.peak),
        ]


def table(
    rows: Iterable[Row], runner: Runner, pairs: int, start_pairs: int, say: Callable[[str], None]
) -> str:
    """Measures every row; those of little input, which are short, with more pairs.

    A command that fails, perhaps because the program cannot do that yet, leaves its row empty, and
    what it said stands below.
    """
    lines: list[list[str]] = []
    failures: list[str] = []
    for row in rows:
        say(f"{row.workload}: {row.peer}")
        try:
            lines.append(row.measured(runner, start_pairs if row.size < MEGA else pairs))
        except CommandFailed as failure:
            lines.append([row.workload, row.peer, "failed", "", row.goal, "no", *[""] * 6])
            failures.append(f"\n{row.workload}: {failure}\n")
    return report.table(HEAD, lines, names=2) + "".join(failures)
