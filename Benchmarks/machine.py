"""What a measurement was made on and with."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from datetime import datetime, timezone
from pathlib import Path

PACKAGES = "coreutils grep gzip libvectorscan5 lnav python3 ripgrep valgrind zstd".split()
ROOT = Path(__file__).resolve().parent.parent


def _first_line(*command: str | Path) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    except OSError:
        return "unknown"
    return (done.stdout.splitlines() or ["unknown"])[0]


def _field(path: str, name: str) -> str:
    found = re.search(rf"^{name}\s*[:=]\s*\"?([^\"\n]*)", Path(path).read_text(), re.M)
    return found[1].strip() if found else "unknown"


def processor() -> str:
    """The processor's name and the vectors that it has."""
    flags = _field("/proc/cpuinfo", "flags").split()
    vectors = [name for name in ("avx2", "avx512bw") if name in flags]
    return ", ".join([f"{os.cpu_count()} × {_field('/proc/cpuinfo', 'model name')}", *vectors])


def description(program: Path) -> str:
    """Machine, kernel, versions and date, as a list."""
    memory = int(_field("/proc/meminfo", "MemTotal").split()[0]) / 2**20
    versions = []
    for package in PACKAGES:
        line = _first_line("dpkg-query", "-W", "-f", "${Package} ${Version}\n", package)
        versions.append(line if line != "unknown" else f"{package} not installed")
    swift = re.search(r"Swift version [\w.]+", _first_line("swift", "--version"))
    size = program.stat().st_size / 1e6
    return "\n".join(
        (
            f"- {datetime.now(timezone.utc):%Y-%m-%d %H:%M} UTC; load when it began "
            f"{os.getloadavg()[0]:.1f}",
            f"- {processor()}; {memory:.0f} GiB",
            f"- {_field('/etc/os-release', 'PRETTY_NAME')}, Linux {platform.release()}",
            f"- stackdoctor {_first_line(program, '--version')} at "
            f"{_first_line('git', 'describe', '--always', '--dirty')}, "
            f"{swift[0] if swift else 'Swift of unknown version'}; {size:.1f} MB, stripped, "
            f"Swift's libraries inside (target 20, reached: {'yes' if size <= 20 else 'no'})",
            f"- {', '.join(versions)}",
            "",
        )
    )
