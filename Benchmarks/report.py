"""Tables in Markdown, and how numbers stand in them."""

from __future__ import annotations

from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]], names: int) -> str:
    """A table; the first columns are names and stand to the left, the others to the right."""
    lines = [list(head), *map(list, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]

    def written(line: Sequence[str]) -> str:
        cells = []
        for column, (cell, width) in enumerate(zip(line, widths, strict=True)):
            cells.append(cell.ljust(width) if column < names else cell.rjust(width))
        return f"| {' | '.join(cells)} |"

    rule = ["-" * (width - (column >= names)) for column, width in enumerate(widths)]
    rule = [dashes + ":" * (column >= names) for column, dashes in enumerate(rule)]
    return "\n".join([written(lines[0]), written(rule), *map(written, lines[1:])]) + "\n"


def digits(value: float) -> str:
    """A number with about three digits."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.2 else f"{value:.3f}"


def verdict(value: float, target: float) -> str:
    """Whether a value is at most its target."""
    return "yes" if value <= target else "no"


def milliseconds(seconds: float) -> str:
    return digits(seconds * 1e3)


def mebibytes(count: float) -> str:
    return f"{count / 2**20:,.0f}"


def throughput(size: int, seconds: float) -> str:
    """Megabytes a second, 10^6 bytes each, to about three digits."""
    return digits(size / max(seconds, 1e-4) / 1e6)
