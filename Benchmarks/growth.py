"""How time and memory grow with the input and with the rules, and what a start costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import report
from inputs import BIG, MEGA
from measure import Command, Cost, compare, median
from workloads import LITERAL, LNAV, Workloads

SIZES = (10 * MEGA, 100 * MEGA, 1_000 * MEGA, 10_000 * MEGA)
RULES = (50, 200, 1_000, 5_000)
MEMORY_LIMIT = 32 << 20


def of_input(workloads: Workloads, say: Callable[[str], None]) -> str:
    """Scans of logs of growing size that come through a pipe, so that none need be stored."""
    lines, peaks = [], []
    for size in SIZES:
        say(f"{size // MEGA:,} MB through a pipe")
        rounds = 3 if size < SIZES[-1] else 1
        source = workloads.inputs.generator(BIG, size)
        cost = median([workloads.runner.run(workloads.scan("-"), source) for _ in range(rounds)])
        peaks.append(cost.peak)
        lines.append(
            [
                f"{size // MEGA:,} MB",
                f"{cost.cpu:.3f}",
                report.throughput(size, cost.cpu),
                f"{cost.peak / 2**20:.1f}",
            ]
        )
    spread = max(peaks) / min(peaks)
    return (
        report.table(("input", "CPU s", "MB/s", "MiB"), lines, names=1)
        + f"\nMost memory by least: {spread:.2f} (target 1.10, reached: "
        + f"{report.verdict(spread, 1.1)}); at most {max(peaks) / 2**20:.1f} MiB (target 32, "
        + f"reached: {report.verdict(max(peaks), MEMORY_LIMIT)}).\n"
    )


def of_rules(workloads: Workloads, say: Callable[[str], None]) -> str:
    """Scans of 100 MB with more and more rules, beside ripgrep with the same patterns."""
    log = workloads.inputs.log(BIG, 100 * MEGA)
    lines = []
    for count in RULES:
        say(f"{count:,} rules")
        ours = workloads.scan("--rules", workloads.inputs.rules(count), log.path)
        theirs = workloads.ripgrep(count, log.path)
        measured = compare(workloads.runner, ours, theirs, workloads.size.pairs)
        lines.append(
            [
                f"{count:,}",
                f"{measured.ours.cpu:.3f}",
                f"{measured.peer.cpu:.3f}",
                report.digits(measured.ratio),
                report.mebibytes(measured.ours.peak),
                report.mebibytes(measured.peer.peak),
            ]
        )
    head = ("rules more", "CPU s", "rg -f CPU s", "ratio", "MiB", "rg -f MiB")
    return report.table(head, lines, names=1)


def starts(workloads: Workloads, say: Callable[[str], None]) -> str:
    """What a process costs from start to end that has one line to read, all of them in turn."""
    say("start to end on one line")
    line = workloads.inputs.one_line()
    commands: list[tuple[str, Command]] = [
        ("cat", ["cat", line]),
        ("wc -l", ["wc", "-l", line]),
        ("rg -c -F, one literal", ["rg", "-c", "-F", LITERAL, line]),
        ("rg -c -f, 200 patterns", workloads.ripgrep(200, line)),
        ("rg -c -f, 1,000 patterns", workloads.ripgrep(1_000, line)),
        ("python3 -c pass", ["python3", "-c", "pass"]),
        ("stackdoctor --version", [workloads.program, "--version"]),
        ("stackdoctor scan", workloads.scan(line)),
    ]
    if workloads.size.is_whole:
        commands.append(("lnav, SELECT count(*)", [*LNAV, line]))
        for count in (1_000, 5_000):
            ours = workloads.scan("--rules", workloads.inputs.rules(count), line)
            commands.append((f"stackdoctor scan, {count:,} rules more", ours))
    costs: list[list[Cost]] = [[] for _ in commands]
    for _ in range(workloads.size.start_pairs):
        for (_, command), taken in zip(commands, costs, strict=True):
            taken.append(workloads.runner.run(command))
    lines: list[Sequence[str]] = []
    for (name, _), taken in zip(commands, costs, strict=True):
        middle, least = median(taken), min(cost.wall for cost in taken)
        lines.append(
            [
                name,
                report.milliseconds(middle.cpu),
                report.milliseconds(middle.wall),
                report.milliseconds(least),
                f"{middle.peak / 2**20:.1f}",
            ]
        )
    head = ("command", "CPU ms", "wall ms", "least wall ms", "MiB")
    return report.table(head, lines, names=1)
