#!/usr/bin/env python3
"""Follows a log that is rotated many times a second while the follower is killed and resumed.

A writer plants numbered failures, single records and tracebacks, in a log that it rotates by renaming, by
copying and truncating, and by renaming and compressing, each as logrotate does. `stackdoctor --follow --state`
is ended by SIGKILL and SIGINT in turn, and started again. Every failure must be found, and found once. Only
what was told right before a SIGKILL may be told again right after it: between telling and keeping the state
there is a moment, and a program that is killed there cannot know. Such findings are counted.

With --no-kill the follower runs through, and its memory after a tenth of the lines is held to that at the end.
"""
import argparse
import gzip
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

RULE = r"""
id: torture-planted-failure
title: Failure {number} was planted
severity: high
status: stable
component: torture
signature:
  any:
    - traceback: { raises: PlantedError, message: 'planted\s+failure\s+of\s+number\s+(?<number>\d+)' }
    - line: 'a\s+planted\s+failure\s+of\s+number\s+(?<number>\d+)\s+was\s+met'
cause: It was planted.
remediation: [{ text: None. }]
references: ['https://example.org/']
versions: { verified: 2026-11 }
examples:
  match: a planted failure of number 1 was met
  no-match: nothing was met
"""


class Log:
    """A log and its rotated files, `x.log`, `x.log.1`, …, with `.gz` behind it where they are compressed."""

    def __init__(self, directory, way, keep):
        self.path = os.path.join(directory, "x.log")
        self.way = way
        self.keep = keep
        self.count = 0
        self.file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def write(self, text):
        os.write(self.file, text)

    def rotate(self):
        self.count += 1
        end = ".gz" if self.way == "gz" else ""
        for number in range(min(self.count, self.keep), 0, -1):
            old = f"{self.path}.{number}{end}"
            if os.path.exists(old):
                os.rename(old, f"{self.path}.{number + 1}{end}")
        last = f"{self.path}.{self.keep + 1}{end}"
        if os.path.exists(last):
            os.unlink(last)
        first = self.path + ".1"
        if self.way == "copytruncate":
            shutil.copyfile(self.path, first)
            os.ftruncate(self.file, 0)
            return
        os.rename(self.path, first)
        os.close(self.file)
        self.file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        if self.way == "gz":
            with open(first, "rb") as plain, gzip.open(first + ".gz", "wb", 1) as packed:
                shutil.copyfileobj(plain, packed)
            os.unlink(first)


def lines(count, every):
    """Lines of a log, with a failure in each `every` of them, numbered from 1."""
    number = written = 0
    while written < count:
        for index in range(every):
            written += 1
            time_stamp = f"2026-11-21 10:{written // 60000 % 60:02}:{written // 1000 % 60:02}.{written % 1000:03}"
            yield f"{time_stamp} 4711 INFO nova.compute.manager [-] Instance {written} is running, as it should be\n"
        number += 1
        head = f"{time_stamp} 4711 ERROR nova.compute.manager"
        if number % 2:
            yield f"{head} [-] a planted failure of number {number} was met\n"
        else:
            yield f"{head} [-] It went wrong\n"
            yield f"{head} Traceback (most recent call last):\n"
            for function in "abcdefgh":
                yield f'{head}   File "/srv/app/planted.py", line 7, in {function}\n'
                yield f"{head}     return {function}()\n"
            yield f"{head} planted.PlantedError: planted failure of number {number}\n"


def write(arguments, directory):
    """Writes the log at its rate; returns how many failures are in it."""
    random.seed(arguments.seed)
    log = Log(directory, arguments.way, arguments.keep)
    begin = rotated = time.monotonic()
    source = lines(arguments.lines, arguments.every)
    done = planted = 0
    while True:
        batch = list(itertools.islice(source, random.randint(1, arguments.rate // 100)))
        if not batch:
            break
        text = "".join(batch)
        planted += text.count("planted failure of number")
        log.write(text.encode())
        done += len(batch)
        pause = begin + done / arguments.rate - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        if time.monotonic() - rotated >= arguments.period / 1000:
            log.rotate()
            rotated = time.monotonic()
    print(f"{done} lines, {planted} failures, {log.count} rotations", file=sys.stderr)
    return planted


class Follower:
    """The program, as often as it is started, and what it has told."""

    def __init__(self, arguments, directory):
        self.directory = directory
        self.rule = os.path.join(directory, "torture-planted-failure.yaml")
        with open(self.rule, "w") as file:
            file.write(RULE)
        self.command = [
            arguments.program, "scan", "--follow", "--format", "ndjson", "--rules", self.rule,
            "--state", os.path.join(directory, "state.json"), os.path.join(directory, "logs")]
        self.runs = 0
        self.killed = set()
        self.process = None

    def path(self, run, kind="out"):
        return os.path.join(self.directory, f"{run}.{kind}")

    def start(self):
        with open(self.path(self.runs), "wb") as output, open(self.path(self.runs, "err"), "wb") as errors:
            self.process = subprocess.Popen(self.command, stdout=output, stderr=errors)
        self.runs += 1

    def stop(self, number):
        if self.process.poll() is not None:
            sys.exit(f"the follower has ended by itself: {self.process.returncode}")
        self.process.send_signal(number)
        status = self.process.wait()
        # A program that has hardly begun takes no signal yet, and ends as any other.
        is_early = status == -number and os.path.getsize(self.path(self.runs - 1)) == 0
        if status != (130 if number == signal.SIGINT else -number) and not is_early:
            sys.exit(f"signal {number} ended the follower with status {status}")
        if number == signal.SIGKILL:
            self.killed.add(self.runs - 1)

    def memory(self):
        """Resident memory in KiB."""
        with open(f"/proc/{self.process.pid}/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))

    def found(self):
        """The numbers of the failures in each run's order; a last line that was cut is passed over."""
        result = []
        for run in range(self.runs):
            with open(self.path(run), encoding="utf-8") as file:
                text = file.read()
            objects = [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]
            numbers = [int(item["captures"]["number"]) for item in objects if item["type"] == "finding"]
            result.append(numbers)
            for item in objects:
                if item["type"] == "finding" and item["captures"]["number"] not in item["evidence"][0]["text"]:
                    sys.exit(f"failure {item['captures']['number']} is proved by other lines")
                if item["type"] == "unexplained":
                    sys.exit(f"a traceback was torn: {item['message']}")
        return result

    def notes(self):
        """What the runs have told on standard error, each text once."""
        texts = set()
        for run in range(self.runs):
            with open(self.path(run, "err"), encoding="utf-8") as file:
                texts |= set(file.read().splitlines())
        return sorted(texts)


def check(follower, planted):
    """Prints what was found; returns whether that is every failure, once."""
    runs = follower.found()
    seen, again, at_kill = set(), [], 0
    for run, numbers in enumerate(runs):
        for number in numbers:
            if number in seen:
                # What the killed run told last, and this one first.
                if run - 1 in follower.killed and number in runs[run - 1][-200:]:
                    at_kill += 1
                else:
                    again.append(number)
            seen.add(number)
    missing = sorted(set(range(1, planted + 1)) - seen)
    print(
        f"{len(seen)} of {planted} failures found in {follower.runs} runs, {len(follower.killed)} of them killed; "
        f"{len(missing)} missing {missing[:10]}, {len(again)} told twice {again[:10]}, "
        f"{at_kill} told again at a SIGKILL")
    for note in follower.notes():
        print(f"  {note}")
    return not missing and not again


def wait_for(follower, planted):
    """Waits until all is found, or nothing more for some seconds."""
    last, since = -1, time.monotonic()
    while time.monotonic() - since < 10:
        count = len({number for run in follower.found() for number in run})
        if count == planted:
            return
        if count != last:
            last, since = count, time.monotonic()
        time.sleep(0.2)


def run(arguments):
    directory = tempfile.mkdtemp(prefix="stackdoctor-torture-", dir=arguments.directory)
    os.mkdir(os.path.join(directory, "logs"))
    follower = Follower(arguments, directory)
    try:
        torture(arguments, follower, directory)
    finally:
        follower.process.kill()
    shutil.rmtree(directory)


def torture(arguments, follower, directory):
    reading, writing = os.pipe()
    writer = os.fork()
    if writer == 0:
        planted = write(arguments, os.path.join(directory, "logs"))
        os.write(writing, str(planted).encode())
        os._exit(0)
    os.close(writing)
    follower.start()
    random.seed(arguments.seed + 1)
    begin, early = time.monotonic(), None
    while os.waitpid(writer, os.WNOHANG)[0] == 0:
        if arguments.no_kill:
            time.sleep(0.05)
            if early is None and time.monotonic() - begin > arguments.lines / arguments.rate / 10:
                early = follower.memory()
            continue
        time.sleep(random.uniform(0.2, 1.0))
        follower.stop(random.choice([signal.SIGKILL, signal.SIGINT]))
        follower.start()
    planted = int(os.read(reading, 100))
    wait_for(follower, planted)
    if arguments.no_kill:
        late = follower.memory()
        print(f"{arguments.way}: resident {early} KiB after a tenth of the lines, {late} KiB at the end")
        if late > 1.1 * early:
            sys.exit("memory has grown")
    follower.stop(signal.SIGINT)
    print(f"{arguments.way}: ", end="")
    if not check(follower, planted):
        sys.exit(f"see {directory}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the stackdoctor to run")
    parser.add_argument("--way", choices=["rename", "copytruncate", "gz"], help="only this way of rotating")
    parser.add_argument("--lines", type=int, default=60_000, help="lines to write")
    parser.add_argument("--rate", type=int, default=20_000, help="lines a second")
    parser.add_argument("--every", type=int, default=50, help="lines for each failure")
    parser.add_argument("--period", type=int, default=50, help="milliseconds between rotations")
    parser.add_argument("--keep", type=int, default=100, help="rotated files that are kept")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-kill", action="store_true")
    parser.add_argument("--directory", help="where to write; a temporary directory by default")
    arguments = parser.parse_args()
    for way in [arguments.way] if arguments.way else ["rename", "copytruncate", "gz"]:
        arguments.way = way
        run(arguments)


main()
