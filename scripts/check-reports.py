"""Reads the golden reports as those do who get them; says what they would not take."""

import collections
import json
import pathlib
import re
import sys
import urllib.parse
import warnings

import junitparser
import markdown_it

warnings.simplefilter("ignore")
import pydantic_sarif.model as sarif  # noqa: E402

FORMATS = pathlib.Path("Tests/StackDoctorTests/Golden/formats")
RULE_TESTS = pathlib.Path("Tests/RuleToolingTests/Golden/test.xml")
LINT = pathlib.Path("Tests/RuleToolingTests/Golden/lint.sarif")


def check_sarif(text):
    document = json.loads(text)
    sarif.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate(document)
    for run in document["runs"]:
        rules = run["tool"]["driver"]["rules"]
        assert len({rule["id"] for rule in rules}) == len(rules), "a rule stands twice"
        names = []
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"], "wrong ruleIndex"
            names += result.get("partialFingerprints", {}).values()
            braces = result["message"]["text"].replace("{{", "").replace("}}", "")
            assert not re.search(r"[{}]|\]\(", braces), "a message holds a placeholder or a link"
            for location in result["locations"] + result.get("relatedLocations", []):
                place = location["physicalLocation"]
                uri = urllib.parse.urlsplit(place["artifactLocation"]["uri"])
                assert not uri.query and not uri.fragment, "a path is cut"
                region = place["region"]
                assert region.get("endLine", region["startLine"]) >= region["startLine"]
        assert len(set(names)) == len(names), "a fingerprint stands twice"


def check_junit(text):
    suites = junitparser.JUnitXml.fromstring(text.encode())
    counted = collections.Counter()
    for suite in suites:
        names = [(case.classname, case.name) for case in suite]
        assert len(set(names)) == len(names), f"a case of {suite.name} stands twice"
        kinds = collections.Counter(type(kind).__name__ for case in suite for kind in case.result)
        found = (suite.tests, suite.failures, suite.errors, suite.skipped)
        expected = (len(names), kinds["Failure"], kinds["Error"], kinds["Skipped"])
        assert found == expected, f"{suite.name} says {found} and holds {expected}"
        counted.update(tests=found[0], failures=found[1], errors=found[2], skipped=found[3])
    for name, number in counted.items():
        assert getattr(suites, name) == number, f"{name} is not {number}"


def check_gitlab(text):
    """The keys of docs.gitlab.com, Code Quality report format."""
    issues = json.loads(text)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        location = issue["location"]
        assert isinstance(location["path"], str) and not location["path"].startswith("./")
        assert 1 <= location["lines"]["begin"] <= location["lines"]["end"]
    names = [issue["fingerprint"] for issue in issues]
    assert len(set(names)) == len(names), "a fingerprint stands twice"


def check_github(text):
    """The commands as the runner takes lines apart; see actions/runner, ActionCommand.cs."""
    counted = collections.Counter()
    for line in text.split("\n"):
        if line.lstrip().startswith("::"):
            command = re.fullmatch(r"::(error|warning|notice) ([^:\r]+)::([^\r]+)", line)
            assert command, f"not an annotation: {line}"
            counted[command[1]] += 1
            for pair in command[2].split(","):
                name, _, value = pair.partition("=")
                assert name in ("file", "line", "endLine", "title"), f"unknown property {name}"
                assert not re.search(r"%(?!25|0A|0D|3A|2C)", value), f"wrong escape in {value}"
            assert not re.search(r"%(?!25|0A|0D)", command[3]), f"wrong escape in {command[3]}"
        else:
            assert "##[" not in line, f"a command in a line of the log: {line}"
    assert all(number <= 10 for number in counted.values()), "more than are shown"


def check_markdown(text):
    for token in markdown_it.MarkdownIt("commonmark").parse(text):
        for part in [token, *(token.children or [])]:
            assert part.type not in ("html_block", "html_inline", "image"), part.content
            if part.type == "link_open":
                assert part.info == "auto", f"a link that nobody wrote: {part.attrs}"
            if part.type == "heading_open":
                assert part.tag in ("h2", "h3"), "a heading that nobody wrote"


def check_ndjson(text):
    types = [json.loads(line)["type"] for line in text.rstrip("\n").split("\n")]
    assert types[-1] == "totals" and types.count("totals") == 1, types
    assert set(types[:-1]) <= {"finding", "unexplained", "problem"}, types


CHECKS = {
    "sarif": check_sarif,
    "junit": check_junit,
    "gitlab": check_gitlab,
    "github": check_github,
    "markdown": check_markdown,
    "ndjson": check_ndjson,
    "json": json.loads,
}


def main():
    reports = [(FORMATS / f"{name}.{kind}", check) for kind, check in CHECKS.items()
               for name in ("seeds", "hostile", "known", "unexplained")]
    reports += [(RULE_TESTS, check_junit), (LINT, check_sarif)]
    failures = 0
    for path, check in reports:
        try:
            check(path.read_bytes().decode("utf-8"))
        except Exception as error:  # whatever a reader raises
            failures += 1
            print(f"{path}: {type(error).__name__}: {error}", file=sys.stderr)
    print(f"{len(reports)} reports read, {failures} not taken")
    sys.exit(1 if failures else 0)


main()
