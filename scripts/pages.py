"""Golden pages name their style sheet and their script, which would else stand in each of them."""

import pathlib

PARTS = pathlib.Path("Sources/ReportPage")


def whole(page):
    """The page as a browser gets it."""
    for element, name in (("style", "report.css"), ("script", "report.js")):
        page = page.replace(
            f"<{element}>{name}</{element}>", f"<{element}>{(PARTS / name).read_text()}</{element}>")
    return page
