#!/bin/sh
# Shows the golden reports to readers of their formats: the object model of SARIF 2.1.0, JUnit's parser,
# a CommonMark parser. They are installed in .build/readers by the first run.
set -eu
cd "$(dirname "$0")/.."
readers="pydantic-sarif==0.1.1 junitparser==5.0.3 markdown-it-py==4.3.0"
folder=.build/readers

if [ "$(cat $folder/installed 2>/dev/null)" != "$readers" ]; then
  rm -rf $folder
  if ! python3 -m venv $folder 2>/dev/null; then
    apt-get install -y -qq --no-install-recommends python3-venv
    python3 -m venv --clear $folder
  fi
  # shellcheck disable=SC2086
  $folder/bin/pip install --quiet --disable-pip-version-check $readers
  echo "$readers" > $folder/installed
fi
exec $folder/bin/python scripts/check-reports.py
