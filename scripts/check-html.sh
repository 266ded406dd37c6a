#!/bin/sh
# Opens the golden HTML reports in a headless Chromium, uses them as people do, and holds them to the
# rules of accessibility that axe-core knows. ARGS: a folder for screenshots.
#
# Chromium and its driver are not installed for this, being 300 MB: where they are missing, that is said,
# and nothing is checked.
set -eu
cd "$(dirname "$0")/.."
if ! command -v chromium >/dev/null || ! command -v chromedriver >/dev/null; then
  echo "chromium and chromium-driver are not installed: the HTML reports were not opened in a browser"
  exit 0
fi
. scripts/python-packages.sh
# axe-core comes with a package whose other dependencies are not needed.
python_packages .build/browser "selenium==4.51.0" "axe-playwright-python==0.1.8"
exec .build/browser/bin/python -B scripts/check-html.py "$@"
