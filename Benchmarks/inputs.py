"""What the benchmark reads: tools, logs, patterns and rules, made once and kept."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import patterns

SOURCES = Path(__file__).resolve().parent
TEMPLATES = SOURCES / "templates"
MEGA = 1_000_000


@dataclass(frozen=True)
class Kind:
    """What a log holds: failures and hits of a million records, traceback lines of a million."""

    name: str
    seed: int
    failures: int
    hits: int
    traces: int


BIG = Kind("big", 1, 100, 0, 3_000)
BIG_TOO = Kind("big-too", 2, 100, 0, 3_000)
DENSE = Kind("dense", 3, 1_000, 0, 50_000)
HITS = Kind("hits", 4, 0, 1_000_000, 0)
HEALTHY = Kind("healthy", 5, 0, 0, 0)


@dataclass(frozen=True)
class Log:
    """A generated log, and what was put into it."""

    path: Path
    bytes: int
    lines: int
    failures: int
    tracebacks: int


class Inputs:
    """Makes inputs in a folder that is named after what they are made from."""

    def __init__(self, root: Path) -> None:
        made_from = hashlib.sha256()
        for path in sorted(
            [*SOURCES.glob("*.[ch]"), *TEMPLATES.iterdir(), SOURCES / "patterns.py"]
        ):
            made_from.update(path.name.encode() + b"\0" + path.read_bytes())
        self.folder = root / made_from.hexdigest()[:12]
        if root.exists():
            for old in root.iterdir():
                if old != self.folder:
                    shutil.rmtree(old)
        self.folder.mkdir(parents=True, exist_ok=True)

    def tool(self, name: str, *flags: str) -> Path:
        """Compiles a C program of this folder."""
        path = self.folder / name
        if not path.exists():
            source = SOURCES / f"{name}.c"
            subprocess.run(["gcc", "-O2", "-D_GNU_SOURCE", "-o", path, source, *flags], check=True)
        return path

    def generator(self, kind: Kind, size: int) -> list[str | Path]:
        """The command that writes a log of some bytes to standard output."""
        rates = (kind.seed, kind.failures, kind.hits, kind.traces)
        return [self.tool("loggen"), TEMPLATES, str(size), *map(str, rates)]

    def log(self, kind: Kind, size: int) -> Log:
        """A log of at least some bytes, up to the end of a record."""
        path = self.folder / f"{kind.name}-{size}.log"
        counts = path.with_suffix(".json")
        if not (path.exists() and counts.exists()):
            with open(path, "wb") as output:
                report = subprocess.run(
                    self.generator(kind, size), stdout=output, stderr=subprocess.PIPE, check=True
                ).stderr
            counts.write_bytes(report)
        return Log(path, **json.loads(counts.read_bytes()))

    def many_logs(self, count: int, size: int) -> Path:
        """A folder of logs of the same size."""
        folder = self.folder / f"{count}-logs"
        if not folder.exists():
            unfinished = self._anew(folder.with_suffix(".part"))
            for number in range(count):
                kind = Kind(BIG.name, 1_000 + number, BIG.failures, BIG.hits, BIG.traces)
                with open(unfinished / f"{number:04}.log", "wb") as output:
                    subprocess.run(
                        self.generator(kind, size),
                        stdout=output,
                        stderr=subprocess.DEVNULL,
                        check=True,
                    )
            unfinished.rename(folder)
        return folder

    def compressed(self, log: Log, program: str, suffix: str) -> Path:
        """A log as `program -c` compresses it."""
        path = log.path.with_name(log.path.name + suffix)
        if not path.exists():
            unfinished = path.with_suffix(".part")
            with open(unfinished, "wb") as output:
                subprocess.run([program, "-q", "-c", log.path], stdout=output, check=True)
            unfinished.rename(path)
        return path

    def one_line(self) -> Path:
        """A log of one line, which a rule explains."""
        return self.log(HITS, 1).path

    def expressions(self, count: int) -> Path:
        """A file of patterns, one a line."""
        return self._lists(count)[0]

    def literals(self, count: int) -> Path:
        """A file of the texts that those patterns require."""
        return self._lists(count)[1]

    def hit_literals(self) -> Path:
        """The texts of ``literals(200)``, and one of each line of a log of hits."""
        path = self.folder / "hit-literals"
        if not path.exists():
            texts = []
            for line in (TEMPLATES / "hits.txt").read_text().splitlines():
                if not line.startswith("#"):
                    message = line.split(" ", 3)[3]
                    texts.append(max(re.split(r"\{\w+\}", message), key=len).strip())
            path.write_text(self.literals(200).read_text() + "".join(f"{t}\n" for t in texts))
        return path

    def rules(self, count: int) -> Path:
        """A folder with a rule for each of the patterns."""
        folder = self.folder / f"rules-{count}"
        if not folder.exists():
            unfinished = folder.with_suffix(".part")
            shutil.rmtree(unfinished, ignore_errors=True)
            patterns.write_rules(count, unfinished)
            unfinished.rename(folder)
        return folder

    def _lists(self, count: int) -> tuple[Path, Path]:
        paths = self.folder / f"expressions-{count}", self.folder / f"literals-{count}"
        if not all(path.exists() for path in paths):
            patterns.write_lists(count, *paths)
        return paths

    @staticmethod
    def _anew(folder: Path) -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder
