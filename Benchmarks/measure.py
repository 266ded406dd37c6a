"""Runs commands, says what they cost, and compares two by running them in turn."""

from __future__ import annotations

import os
import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

Command = Sequence["str | Path"]


class CommandFailed(Exception):
    """A command that ended with a status that it should not have; the text says which and why."""


@dataclass(frozen=True)
class Cost:
    """What a command cost: seconds of CPU time, seconds of wall-clock time, bytes at the peak."""

    cpu: float
    wall: float
    peak: float


@dataclass(frozen=True)
class Comparison:
    """Medians of two commands, and of the ratios pair by pair, with the middle half of those."""

    ours: Cost
    peer: Cost
    ratio: float
    low: float
    high: float


class Runner:
    """Runs commands in a folder, each with the same few environment variables.

    Nobody's own rules, settings or locale are in the way, and Swift's hashes are always the same.
    """

    def __init__(self, launcher: Path, folder: Path) -> None:
        self._launcher = launcher
        self._folder = folder
        # grep stops at the first line if its output is /dev/null.
        self.output = folder / "output"
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LC_ALL": "C",
            "SWIFT_DETERMINISTIC_HASHING": "1",
        }

    def run(self, command: Command, source: Command | None = None) -> Cost:
        """Runs a command once, its standard input empty or another command's output.

        Status 1 is no failure: it is what grep says where nothing was found.
        """
        read, write = os.pipe()
        feeder = None
        if source:
            feeder = subprocess.Popen(
                source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=self._folder
            )
        with open(self.output, "wb") as output:
            process = subprocess.Popen(
                [self._launcher, str(write), *command],
                stdin=feeder.stdout if feeder else subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.PIPE,
                pass_fds=[write],
                cwd=self._folder,
                env=self.environment,
            )
        os.close(write)
        if feeder and feeder.stdout:
            feeder.stdout.close()
        with open(read) as report:
            messages = process.communicate()[1].decode(errors="replace").splitlines()
            user, system, wall, peak, status = report.read().split()
        if feeder:
            feeder.wait()
        if status not in ("0", "1"):
            reason = messages[0] if messages else f"{Path(command[0]).name}: status {status}"
            raise CommandFailed(reason.replace(f"{self._folder}/", ""))
        return Cost(float(user) + float(system), float(wall), int(peak) * 1024)


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each of the costs."""
    return Cost(
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.peak for cost in costs),
    )


def compare(
    runner: Runner, ours: Command, peer: Command, pairs: int, clock: str = "cpu"
) -> Comparison:
    """Runs two commands in turn, after once each to have their files in memory.

    Time swings on shared machines; the ratio of two runs one after the other hardly does.
    """
    runner.run(ours), runner.run(peer)
    costs = [(runner.run(ours), runner.run(peer)) for _ in range(pairs)]
    # A process may be too short for the kernel to have seen it at all.
    ratios = sorted(getattr(a, clock) / max(getattr(b, clock), 1e-4) for a, b in costs)
    quarter = len(ratios) // 4
    return Comparison(
        median([ours for ours, _ in costs]),
        median([peer for _, peer in costs]),
        statistics.median(ratios),
        ratios[quarter],
        ratios[-1 - quarter],
    )
