"""Patterns of failures for the peers, and the same as rules: equal numbers give equal files."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

PROJECTS = (
    "nova neutron cinder glance keystone heat ironic octavia barbican manila magnum designate "
    "placement trove mistral zun aodh ceilometer swift cyborg masakari watcher"
).split()
THINGS = (
    "Instance Volume Snapshot Port Network Subnet Router Image Flavor Aggregate Host Service Cell "
    "Token Project Domain User Role Endpoint Stack Node Chassis Listener Pool Member Secret Share "
    "Cluster Zone Allocation Inventory Keypair Migration Backup Trunk FloatingIp SecurityGroup "
    "Segment Agent Bridge Lease Driver Backend Target"
).split()
TROUBLES = (
    "NotFound InUse AlreadyExists Invalid LimitExceeded Conflict Locked Busy Timeout CreateFailed "
    "DeleteFailed UpdateFailed AttachFailed DetachFailed NotAuthorized Unavailable Corrupted "
    "Mismatch NotReady Unsupported"
).split()
VERBS = "attach detach create delete update resize migrate schedule bind release".split()

UUID = "[0-9a-f-]{36}"


@dataclass(frozen=True)
class FailurePattern:
    """An expression that PCRE2, ripgrep and grep -E read alike, and the text that it requires."""

    expression: str
    literal: str


# What the generated logs hold, so that the peers have something to find, too.
OCCURRING = (
    FailurePattern(r"pkg_resources\.ContextualVersionConflict: \(", "ContextualVersionConflict: ("),
    FailurePattern(r"glance_store\.exceptions\.StoreAddDisabled", "exceptions.StoreAddDisabled"),
    FailurePattern("PermissionError: .Errno 13. Permission denied: '[^']+'", "PermissionError: "),
    FailurePattern("No valid host was found", "No valid host was found"),
    FailurePattern("No host-to-cell mapping found for .* host [^ ]+", "No host-to-cell mapping "),
    FailurePattern("Unauthorized command: .*no filter matched", "Unauthorized command: "),
    FailurePattern(r"exceptions\.MessagingTimeout: Timed out", "MessagingTimeout: Timed out"),
    FailurePattern(r"OperationalError: \((2006|2013), ", "OperationalError: ("),
    FailurePattern(
        "AttributeError: 'NoneType' object has no attribute", "AttributeError: 'NoneType'"
    ),
    FailurePattern(
        r"exceptions\.ConnectionError: HTTPConn", "exceptions.ConnectionError: HTTPConn"
    ),
)


def _drawn(generator: random.Random) -> FailurePattern:
    project, thing = generator.choice(PROJECTS), generator.choice(THINGS)
    trouble, verb = generator.choice(TROUBLES), generator.choice(VERBS)
    word = thing.lower()
    name = f"{project}.exception.{thing}{trouble}"
    escaped = name.replace(".", r"\.")
    return generator.choice(
        (
            FailurePattern(escaped, name),
            FailurePattern(f"{escaped}: {thing} {UUID}", f"{name}: {thing} "),
            FailurePattern(f"{escaped}: .*(failed|refused|timed out)", f"{name}: "),
            FailurePattern(
                f"{project}: {thing} '[^']+' could not be {verb}d", f"{project}: {thing} '"
            ),
            FailurePattern(
                f"Failed to {verb} {word} {UUID} of {project}", f"Failed to {verb} {word} "
            ),
            FailurePattern(
                rf"{project}\.[a-z_.]+.*{thing}{trouble}.*(denied|failed|refused)",
                f"{thing}{trouble}",
            ),
            FailurePattern(rf"{project}\..*{thing}{trouble}.*{verb}", f"{thing}{trouble}"),
            FailurePattern(
                f"{thing}{trouble}: (no|not enough) {word}s? on host [^ ]+", f"{thing}{trouble}: "
            ),
        )
    )


def failure_patterns(count: int) -> list[FailurePattern]:
    """The first of an endless list of patterns, no expression twice and no text short."""
    generator = random.Random(20261121)
    found = {pattern.expression: pattern for pattern in OCCURRING}
    while len(found) < count:
        pattern = _drawn(generator)
        if len(pattern.literal) >= 12:
            found[pattern.expression] = pattern
    return list(found.values())


def write_lists(count: int, expressions: Path, literals: Path) -> None:
    """Writes the patterns and the texts that they require, one a line."""
    patterns = failure_patterns(count)
    expressions.write_text("".join(f"{pattern.expression}\n" for pattern in patterns))
    texts = dict.fromkeys(pattern.literal for pattern in patterns)
    literals.write_text("".join(f"{text}\n" for text in texts))


RULE = """\
id: bench-pattern-{number}
title: A failure that only the benchmark knows
severity: low
status: stable
component: bench
signature:
  line: '{expression}'
cause: >-
  There is none. The rule is one of many that are loaded to see what that costs.
remediation:
  - text: Do nothing.
    command: 'true'
references: ['https://docs.openstack.org/']
versions: {{ verified: 2026-11 }}
examples:
  match: |
    {literal}
  no-match: |
    nothing has failed
"""


def write_rules(count: int, folder: Path) -> None:
    """Writes a rule for each pattern, one a file."""
    folder.mkdir()
    for number, pattern in enumerate(failure_patterns(count), 1):
        rule = RULE.format(
            number=number,
            expression=pattern.expression.replace("'", "''"),
            literal=pattern.literal,
        )
        (folder / f"bench-pattern-{number}.yaml").write_text(rule)
