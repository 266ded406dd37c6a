"""Instructions by function, as `valgrind --tool=callgrind` counts them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from measure import Command, Runner

OUTPUT = "callgrind.out"


class Profile:
    """What a run took: instructions of each function, and of each function's calls of others.

    Function names are the linker's, Swift's thus mangled: the lengths before their parts make them
    easy to tell apart.
    """

    def __init__(self, path: Path) -> None:
        self.own: Counter[str] = Counter()
        self.calls: Counter[tuple[str, str]] = Counter()
        self.inclusive: Counter[tuple[str, str]] = Counter()
        self._names: dict[str, str] = {}
        function = callee = ""
        is_call = False
        with open(path) as lines:
            for line in lines:
                if line.startswith("fn="):
                    function = self._name(line[3:])
                elif line.startswith("cfn="):
                    callee = self._name(line[4:])
                elif line.startswith("calls="):
                    self.calls[function, callee] += int(line[6:].split()[0])
                    is_call = True
                elif line[0] in "0123456789+-*":
                    cost = int(line.split()[1])
                    if is_call:
                        self.inclusive[function, callee] += cost
                    else:
                        self.own[function] += cost
                    is_call = False

    def _name(self, text: str) -> str:
        """Names are written out once, as `(12) name`, and are `(12)` from then on."""
        number, _, name = text.strip().partition(" ")
        if name:
            self._names[number] = name
        return self._names.get(number, number)

    @property
    def total(self) -> int:
        """All instructions."""
        return self.own.total()

    def stage(self, functions: str, without: str | None = None) -> tuple[int, int]:
        """Calls of functions from outside of them, and their instructions with all that they call.

        - functions: an expression for their names.
        - without: one for functions whose calls by them do not count.
        """
        inside = re.compile(functions)
        outside = re.compile(without) if without else None
        calls = cost = 0
        for (caller, callee), spent in self.inclusive.items():
            if inside.search(caller):
                if outside and outside.search(callee):
                    cost -= spent
            elif inside.search(callee):
                calls += self.calls[caller, callee]
                cost += spent
        return calls, cost


def profile(runner: Runner, folder: Path, command: Command) -> Profile:
    """Runs a command under callgrind; fifty times slower than without."""
    path = folder / OUTPUT
    path.unlink(missing_ok=True)
    tool = ["valgrind", "--tool=callgrind", "--dump-line=no", f"--callgrind-out-file={path}"]
    runner.run([*tool, *command])
    return Profile(path)
